// 速查: fill the tab when it is first seen; choose, sort and filter; words behind cells; deadlines.
{
  const COUNTING = "推算期限";
  const LATER = 200; // milliseconds after the last key before what is typed is used
  const UNREACHED = "与服务器的连接断了。请稍候再试，或刷新页面。";
  const order = new Intl.Collator("zh-CN-u-co-pinyin", { numeric: true });
  const tight = (text) => text.replace(/\s+/g, "").toLowerCase();
  const root = () => document.getElementById("qa-tables");
  const part = (selector) => root().querySelector(selector);
  const parts = (selector, of = root()) => [...of.querySelectorAll(selector)];
  const element = (name, words, data = {}) => {
    const made = document.createElement(name);
    made.textContent = words;
    Object.assign(made.dataset, data);
    return made;
  };
  const button = (words, data) => {
    const made = element("button", words, data);
    made.type = "button";
    made.className = "qa-button";
    return made;
  };
  const later = (work) => {
    let timer;
    return () => {
      clearTimeout(timer);
      timer = setTimeout(work, LATER);
    };
  };

  // --- filling the tab, once -------------------------------------------------------------------

  let view = ""; // the table or form that an address has asked for

  async function fill() {
    const place = root() && part("#qa-quick-start:not([data-asked])");
    if (!place || !place.checkVisibility()) return;
    place.dataset.asked = "";
    try {
      const [made] = await qa.call("tables", []);
      place.outerHTML = `<div id="qa-quick">${made}</div>`;
      parts("section[data-table]").forEach(keepOneStop);
      show(view);
    } catch {
      const told = place.querySelector(".qa-hint");
      told.replaceChildren(element("p", UNREACHED), button("重试", { again: "" }));
    }
  }
  qa.changed.push(fill);

  // --- which table is shown ------------------------------------------------------------------

  function show(name) {
    view = name;
    if (!root()?.querySelector(".qa-quick-names")) return;
    const names = parts("[data-view]");
    const chosen = names.find((one) => one.dataset.view === name) || names[0];
    const counting = chosen.dataset.view === COUNTING;
    view = chosen.dataset.view;
    qa.places.tables = `#tables/${view}`;
    names.forEach((one) =>
      one === chosen ? one.setAttribute("aria-current", "true") : one.removeAttribute("aria-current")
    );
    parts("section[data-table]").forEach((section) => {
      section.hidden = counting || names.indexOf(chosen) !== Number(section.dataset.table);
    });
    part("[data-counting]").hidden = !counting;
    const bar = part("[data-bar]");
    if (bar) bar.hidden = counting;
  }

  function open(name) {
    show(name);
    qa.address(qa.places.tables);
  }

  qa.routes.push([
    /^#tables\/(.+)$/,
    async (match) => {
      view = match[1];
      await qa.openTab("tables");
      show(view);
    },
  ]);

  // --- rows: filtered for all tables at once, sorted one by one ------------------------------------

  const rows = (section) => parts("tr[data-row]", section);
  const shown = (section) => rows(section).filter((row) => !row.hidden);

  const typed = () => part("#qa-quick-word").value.split(/\s+/).filter(Boolean).map(tight);

  function filter() {
    const words = typed();
    const role = part("#qa-quick-role")?.value ?? "";
    const active = Boolean(words.length || role);
    parts("section[data-table]").forEach((section) => {
      close(section);
      rows(section).forEach((row) => {
        const named = !role || row.dataset.roles.split(" ").includes(role);
        row.hidden = !named || !words.every((word) => tight(row.textContent).includes(word));
      });
      keepOneStop(section);
    });
    part("[data-clear]").hidden = !active;
    tell(active);
    mark();
  }

  // The words that were typed, where the browser can mark them without changing the page.
  const marks = "highlights" in CSS ? new Highlight() : null;
  if (marks) CSS.highlights.set("qa-found", marks);

  function mark() {
    if (!marks) return;
    const words = typed();
    marks.clear();
    parts("tr[data-row]:not([hidden]) .qa-words").forEach((cell) => {
      const text = cell.textContent.toLowerCase();
      for (const word of words)
        for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + word.length)) {
          const range = new Range();
          range.setStart(cell.firstChild, at);
          range.setEnd(cell.firstChild, at + word.length);
          marks.add(range);
        }
    });
  }

  function tell(active) {
    const sections = parts("section[data-table]");
    const counts = sections.map((section) => shown(section).length);
    sections.forEach((section, at) => {
      const every = rows(section).length;
      section.querySelector("[data-shown]").textContent =
        active ? `${every} 行中的 ${counts[at]} 行` : `${every} 行`;
      section.querySelector(".qa-quick-box").hidden = !counts[at];
      const out = section.querySelector("[data-excel='shown']");
      out.disabled = !counts[at];
      out.textContent = out.dataset.words = active ? `导出这 ${counts[at]} 行` : "导出 Excel";
      const tally = parts("[data-view]")[at].querySelector(".qa-tally");
      tally.textContent = counts[at];
      const none = section.querySelector("[data-none]");
      none.hidden = counts[at] > 0;
      if (!counts[at]) none.replaceChildren(...elsewhere(counts));
    });
  }

  function elsewhere(counts) {
    const names = parts("[data-view]").map((one) => one.dataset.view);
    const title = element("p", "这张表里没有符合条件的行。");
    title.className = "qa-hint-title";
    const places = document.createElement("p");
    counts.forEach((count, at) => {
      if (count) places.append(button(`${names[at]}（${count} 行）`, { goto: names[at] }), " ");
    });
    places.append(button("清除筛选", { clear: "" }));
    return [title, places];
  }

  function sort(head) {
    const table = head.closest("table");
    const column = Number(head.querySelector(".qa-sort").dataset.column);
    const down = head.getAttribute("aria-sort") === "ascending";
    close(table);
    parts("th[aria-sort]", table).forEach((other) => other.setAttribute("aria-sort", "none"));
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const compare = comparing(column, head.dataset.by === "number", down ? -1 : 1);
    const sorted = parts("tr[data-row]", table).sort(compare);
    table.tBodies[0].append(...sorted);
    keepOneStop(table.closest("section"));
    mark(); // rows that move lose theirs
  }

  // What is not stated comes last either way, as do times without a length (会前).
  function comparing(column, byNumber, way) {
    const stands = (row) => ("open" in row.cells[column].dataset ? 2 : 0);
    const rank = (row) => Number(row.cells[column].dataset.rank);
    return (one, other) => {
      const nearer = stands(one) - stands(other);
      if (nearer || stands(one)) return nearer || one.dataset.row - other.dataset.row;
      const [first, second] = [one, other].map((row) => row.cells[column].dataset.rank);
      if (byNumber && (first === undefined) !== (second === undefined))
        return first === undefined ? 1 : -1;
      const apart =
        byNumber && first !== undefined
          ? rank(one) - rank(other)
          : order.compare(one.cells[column].textContent, other.cells[column].textContent);
      return way * apart || one.dataset.row - other.dataset.row;
    };
  }

  // --- the words behind a cell, in a row of their own below it ----------------------------------

  function close(within = root()) {
    within.querySelector(".qa-words-row")?.remove();
    parts(".qa-words[aria-expanded='true']", within).forEach((cell) =>
      cell.setAttribute("aria-expanded", "false")
    );
  }

  async function toggle(cell) {
    const was = cell.getAttribute("aria-expanded") === "true";
    const table = cell.closest("table");
    close(table);
    focusOn(cell);
    if (was) return;
    cell.setAttribute("aria-expanded", "true");
    let made;
    try {
      [made] = await qa.call("tables_words", [cell.dataset.place]);
    } catch {
      made = `<p class="qa-wrong">${UNREACHED}</p>`;
    }
    if (cell.getAttribute("aria-expanded") !== "true") return;
    close(table);
    cell.setAttribute("aria-expanded", "true");
    const row = table.tBodies[0].insertRow(cell.closest("tr").sectionRowIndex + 1);
    row.className = "qa-words-row";
    row.setAttribute("role", "row");
    const wide = row.insertCell();
    wide.colSpan = table.tHead.rows[0].cells.length;
    wide.setAttribute("role", "cell");
    wide.innerHTML = made;
  }

  // --- one stop of the Tab key for a table, the arrow keys inside it ----------------------------

  const stops = (row) => parts(".qa-words, .qa-source a", row);

  function keepOneStop(section) {
    const inside = parts(".qa-words, .qa-source a", section);
    inside.forEach((stop) => (stop.tabIndex = -1));
    const first = shown(section).flatMap(stops)[0];
    if (first) first.tabIndex = 0;
  }

  function focusOn(stop) {
    parts(".qa-words, .qa-source a", stop.closest("table")).forEach((one) => (one.tabIndex = -1));
    stop.tabIndex = 0;
    stop.focus();
  }

  function move(stop, key) {
    const row = stop.closest("tr");
    const beside = stops(row);
    const at = beside.indexOf(stop);
    if (key === "ArrowLeft") return beside[at - 1];
    if (key === "ArrowRight") return beside[at + 1];
    if (key === "Home") return beside[0];
    if (key === "End") return beside.at(-1);
    const column = stop.closest("td, th").cellIndex;
    const visible = shown(row.closest("section"));
    const place = visible.indexOf(row);
    const onward =
      key === "ArrowDown" ? visible.slice(place + 1) : visible.slice(0, place).reverse();
    return onward.map((other) => stops(other.cells[column])[0]).find(Boolean);
  }

  document.addEventListener("keydown", (event) => {
    const inside = event.target.closest("#qa-quick .qa-quick-box tbody");
    if (!inside || event.altKey || event.ctrlKey || event.metaKey) return;
    const opened = inside.querySelector(".qa-words[aria-expanded='true']");
    if (event.key === "Escape" && opened) {
      close(inside);
      focusOn(opened);
    }
    const stop = event.target.closest(".qa-words, .qa-source a");
    if (!stop || !/^(Arrow|Home$|End$)/.test(event.key)) return;
    event.preventDefault();
    const next = move(stop, event.key);
    if (next) focusOn(next);
  });

  // --- Excel -------------------------------------------------------------------------------------

  async function save(pressed) {
    const section = pressed.closest("section");
    const whole = pressed.dataset.excel === "all";
    const numbers = shown(section).map((row) => Number(row.dataset.row));
    pressed.disabled = true;
    let file;
    try {
      const wanted = whole ? [null, null] : [Number(section.dataset.table), numbers];
      [file] = await qa.call("tables_export", wanted);
    } catch {
      file = { why: UNREACHED };
    }
    pressed.disabled = false;
    if (file.why) section.querySelector("[data-shown]").textContent = file.why;
    else download(file);
    qa.flash(pressed, file.why ? "未能导出" : "已导出", !file.why);
  }

  function download(file) {
    const bytes = Uint8Array.from(atob(file.data), (character) => character.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = file.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  // --- the deadline form ---------------------------------------------------------------------------

  let counting = null;

  async function count() {
    const form = part(".qa-counting form");
    const { start, amount, unit, direction, limit } = form.elements;
    const values = [start, amount, unit, direction, limit].map((field) => field?.value ?? "");
    counting?.abort();
    counting = new AbortController();
    let made;
    try {
      [made] = await qa.call("tables_count", values, counting.signal);
    } catch (error) {
      if (error.name === "AbortError") return;
      made = `<p class="qa-wrong">${UNREACHED}</p>`;
    }
    const result = part(".qa-counted");
    result.innerHTML = made;
    const wrong = result.querySelector("[data-field]")?.dataset.field;
    for (const field of [start, amount]) {
      const at = field.name === wrong;
      at ? field.setAttribute("aria-invalid", "true") : field.removeAttribute("aria-invalid");
    }
  }
  const countLater = later(count);

  function take(limit) {
    const form = part(".qa-counting form");
    const chosen = form.elements.limit.selectedOptions[0].dataset;
    if (limit) {
      form.elements.amount.value = chosen.amount;
      form.elements.unit.value = chosen.unit;
      form.elements.direction.value = chosen.direction;
    }
    count();
  }

  function countWith(place) {
    open(COUNTING);
    const form = part(".qa-counting form");
    form.elements.limit.value = place;
    take(place);
    form.elements.start.focus();
    form.elements.start.select();
  }

  function filled(field) {
    if (field.type === "date") {
      if (!field.value) return;
      field.form.elements.start.value = field.value;
    } else if (field.name === "limit") {
      take(field.value);
      return;
    } else if (field.name !== "start" && field.form.elements.limit) {
      field.form.elements.limit.value = ""; // it is no longer what the rule says
    }
    countLater();
  }

  // --- what is pressed and typed ---------------------------------------------------------------------

  const filterLater = later(filter);
  const pressed = [
    ["[data-view]", (one) => open(one.dataset.view)],
    ["[data-goto]", (one) => open(one.dataset.goto)],
    [".qa-sort", (one) => sort(one.closest("th"))],
    [".qa-words", (one) => toggle(one)],
    ["[data-excel]", (one) => save(one)],
    ["[data-limit]", (one) => countWith(one.dataset.limit)],
    ["[data-clear]", () => clear()],
    ["[data-again]", (one) => again(one)],
    ["[data-close]", (one) => leave(one)],
    ["[data-today]", (one) => today(one)],
    ["[data-pick]", (one) => one.nextElementSibling.showPicker()],
  ];

  function clear() {
    part("#qa-quick-word").value = "";
    if (part("#qa-quick-role")) part("#qa-quick-role").value = "";
    filter();
    part("#qa-quick-word").focus();
  }

  function again(one) {
    const place = one.closest("[data-asked]");
    one.parentElement.replaceChildren(element("p", "正在整理速查表……"));
    delete place.dataset.asked;
    fill();
  }

  function leave(one) {
    const opened = one.closest("tbody").querySelector(".qa-words[aria-expanded='true']");
    close(one.closest("table"));
    focusOn(opened);
  }

  function today(one) {
    const start = one.closest("form").elements.start;
    start.value = "今天";
    filled(start);
  }

  document.addEventListener("click", (event) => {
    if (!event.target.closest("#qa-tables")) return;
    for (const [selector, act] of pressed) {
      const found = event.target.closest(selector);
      if (found) return act(found);
    }
  });
  document.addEventListener("input", (event) => {
    if (event.target.closest("#qa-tables [data-bar]")) filterLater();
    else if (event.target.closest("#qa-tables .qa-counting")) filled(event.target);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest("#qa-tables")) return;
    event.preventDefault();
    event.target.matches("[data-bar]") ? filter() : count();
  });
}
