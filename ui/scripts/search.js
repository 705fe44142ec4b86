// 检索: results while somebody types, chapters to choose from, the query in the address.
{
  const PAUSE = 250; // milliseconds without a key before the server is asked
  const AGAIN = 700; // between two looks at a server that is still loading
  const FIRST = 10;
  const WIDE = matchMedia("(min-width: 1000px)");
  const box = () => document.getElementById("qa-query");
  const found = () => document.getElementById("qa-found");
  const tell = (words) => {
    const place = document.getElementById("qa-found-told");
    if (place.textContent !== words) place.textContent = words;
  };
  let empty = ""; // the list as it stands before the first search
  let seen = { query: "", chapters: [], shown: FIRST }; // what the list shows
  let latest = ""; // what was asked for last, be it shown or on the way
  let pause = 0;
  let request = new AbortController();
  let unfolded = false; // the chapters on a narrow screen

  // --- asking: the latest wins --------------------------------------------------------------

  async function look(wanted, then) {
    clearTimeout(pause);
    request.abort();
    const { signal } = (request = new AbortController());
    latest = wanted.query.trim();
    const slow = setTimeout(busy, 300);
    try {
      const { query, chapters, shown } = wanted;
      const [answer] = await qa.call("find", [query, chapters, shown], signal);
      if (signal.aborted) return;
      show(wanted, answer);
      if (answer.wait) pause = setTimeout(look, AGAIN, wanted, then);
      else then?.();
    } catch {
      if (!signal.aborted) fail(wanted);
    } finally {
      clearTimeout(slow);
      if (!signal.aborted) found().setAttribute("aria-busy", "false");
    }
  }

  function busy() {
    found().setAttribute("aria-busy", "true");
    if (!found().querySelector(".qa-result")) notice("正在检索……", "请稍候。");
  }

  function notice(title, text, ...more) {
    const hint = document.createElement("div");
    hint.className = "qa-hint";
    const [first, second] = [document.createElement("p"), document.createElement("p")];
    first.className = "qa-hint-title";
    first.textContent = title;
    second.textContent = text;
    hint.append(first, second, ...more);
    found().replaceChildren(hint);
  }

  function fail(wanted) {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "qa-button qa-hit-again";
    again.textContent = "重试";
    again.addEventListener("click", () => look(wanted));
    latest = "";
    notice("没有取到结果。", "与服务器的连接断了，请稍候重试。", again);
    tell("没有取到结果。与服务器的连接断了，请稍候重试。");
  }

  // --- showing --------------------------------------------------------------------------------

  function show(wanted, answer) {
    const kept = document.activeElement.closest?.(".qa-hit-chapters input")?.value;
    seen = wanted;
    found().innerHTML = answer.html;
    if (answer.wait) delete found().dataset.query;
    else found().dataset.query = wanted.query.trim();
    tell(answer.told);
    const chapters = found().querySelector(".qa-hit-chapters");
    if (chapters) {
      chapters.open = WIDE.matches || unfolded;
      chapters.addEventListener("toggle", () => (unfolded = chapters.open && !WIDE.matches));
      if (kept) chapters.querySelector(`input[value="${kept}"]`)?.focus();
    }
    const head = found().querySelector(".qa-hit-head [data-link]");
    if (head) head.dataset.link = address(wanted);
    place(wanted);
  }

  // #search=督查, or #search/9,10=督查 for what two chapters say.
  function address({ query, chapters }) {
    const inside = chapters.length ? `/${chapters}` : "";
    return query.trim() ? `#search${inside}=${encodeURIComponent(query.trim())}` : "#search";
  }

  function place(wanted) {
    qa.places.search = address(wanted);
    if (box().checkVisibility()) qa.address(qa.places.search);
  }

  function clear() {
    clearTimeout(pause);
    request.abort();
    latest = "";
    seen = { query: "", chapters: [], shown: FIRST };
    found().innerHTML = empty;
    found().setAttribute("aria-busy", "false");
    delete found().dataset.query;
    tell("");
    place(seen);
  }

  // --- typing ---------------------------------------------------------------------------------

  // What the list shows, or would if the words just typed had been looked for already.
  const now = () => (box().value.trim() ? { ...seen, query: box().value } : seen);
  const chosen = () =>
    [...document.querySelectorAll(".qa-hit-chapters input:checked")].map((each) => +each.value);

  function typed() {
    clearTimeout(pause);
    const query = box().value;
    if (!query.trim()) clear();
    else if (query.trim() !== latest) look({ query, chapters: chosen(), shown: FIRST });
  }

  function soon() {
    clearTimeout(pause);
    if (box().value.trim()) pause = setTimeout(typed, PAUSE);
    else typed();
  }

  document.addEventListener("input", (event) => {
    if (event.target === box() && !event.isComposing) soon();
  });
  document.addEventListener("compositionend", (event) => event.target === box() && soon());
  document.addEventListener("submit", (event) => {
    if (event.target.id !== "qa-searching") return;
    event.preventDefault();
    look({ query: box().value, chapters: chosen(), shown: FIRST }); // an empty one is told so
  });

  // --- chapters and more ----------------------------------------------------------------------

  document.addEventListener("change", (event) => {
    if (event.target.closest(".qa-hit-chapters input"))
      look({ ...now(), chapters: chosen(), shown: FIRST });
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest(".qa-hit-all"))
      look({ ...now(), chapters: [], shown: FIRST }, () =>
        found().querySelector(".qa-hit-chapters input")?.focus()
      );
    const more = event.target.closest(".qa-hit-more button");
    if (!more) return;
    const before = seen.shown;
    look({ ...now(), shown: +more.dataset.shown }, () =>
      found().querySelectorAll(".qa-result h3")[before]?.focus({ preventScroll: true })
    );
  });

  // --- the address ----------------------------------------------------------------------------

  qa.routes.push([
    /^#search(?:\/([\d,]+))?=([\s\S]*)$/,
    async ([, numbers = "", query]) => {
      await qa.openTab("search");
      if (!(await qa.when(() => box()?.checkVisibility()))) return;
      remember();
      const chapters = numbers.split(",").filter(Boolean).map(Number);
      const wanted = { query, chapters, shown: FIRST };
      if (found().dataset.query && address(seen) === address(wanted)) return;
      box().value = query;
      if (query.trim()) look(wanted);
      else clear();
    },
  ]);

  function remember() {
    if (found()) empty ||= found().innerHTML;
  }
  qa.changed.push(() => !empty && remember());
}
