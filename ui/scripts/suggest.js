// Questions suggested while typing, below the box of 问答. 检索 shows results while typing instead.
{
  const PAUSE = 150; // milliseconds without a key before the server is asked
  const BOX = "#qa-question textarea";
  const list = document.createElement("ul");
  list.id = "qa-suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "题库里相近的提问");
  let suggested = null; // the box that the list belongs to
  let pause = 0;
  let request = new AbortController();
  let taking = false;

  function quiet() {
    clearTimeout(pause);
    request.abort();
    list.hidden = true;
    if (suggested) suggested.removeAttribute("aria-activedescendant");
  }

  async function lookUp(box) {
    const typed = box.value;
    const { signal } = (request = new AbortController());
    try {
      const [questions] = await qa.call("suggest", [typed], signal);
      if (!signal.aborted && document.activeElement === box) show(box, questions);
    } catch {
      // no suggestions then: typing and asking go on without them
    }
  }

  function show(box, questions) {
    if (!questions.length) return quiet();
    suggested = box;
    box.setAttribute("aria-autocomplete", "list");
    box.setAttribute("aria-controls", list.id);
    list.replaceChildren(...questions.map(option));
    const row = box.closest("#qa-asking");
    if (list.parentElement !== row) row.append(list);
    list.hidden = false;
    choose(null);
  }

  function option(question, index) {
    const item = document.createElement("li");
    item.id = `qa-suggestion-${index}`;
    item.setAttribute("role", "option");
    item.textContent = question;
    return item;
  }

  function choose(item) {
    for (const other of list.children)
      other.setAttribute("aria-selected", String(other === item));
    if (item) suggested.setAttribute("aria-activedescendant", item.id);
    else suggested.removeAttribute("aria-activedescendant");
    if (item) item.scrollIntoView({ block: "nearest" });
  }

  function chosen() {
    return list.hidden ? null : list.querySelector("[aria-selected='true']");
  }

  function take(item) {
    const box = suggested;
    quiet();
    taking = true;
    box.value = item.textContent;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    taking = false;
    box.focus();
  }

  function onTyped(event) {
    if (taking || event.isComposing || !event.target.matches(BOX)) return;
    clearTimeout(pause);
    request.abort();
    const box = event.target;
    if (suggested === box && !list.hidden) choose(null);
    if (box.value.trim().length < 2 || box.value.includes("\n")) quiet();
    else pause = setTimeout(lookUp, PAUSE, box);
  }

  function onKey(event) {
    if (event.isComposing || event.keyCode === 229 || !event.target.matches(BOX)) return;
    if (event.key === "Enter" && !chosen()) quiet();
    if (list.hidden || event.target !== suggested) return;
    const [items, at] = [[...list.children], chosen()];
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      const ring = [null, ...items]; // null: back in the box
      const next = ring.indexOf(at) + steps[event.key];
      choose(ring.at(next % ring.length));
    } else if (event.key === "Enter") take(at);
    else if (event.key === "Escape") quiet();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  document.addEventListener("input", onTyped);
  document.addEventListener("compositionend", onTyped);
  document.addEventListener("keydown", onKey, true);
  document.addEventListener("focusout", (event) => event.target === suggested && quiet());
  list.addEventListener("mousedown", (event) => event.preventDefault()); // the box keeps focus
  list.addEventListener("click", (event) => {
    const item = event.target.closest("li");
    if (item) take(item);
  });
}
