() => {
  "use strict";
  const APART = 14; // pixels between a quote and the edge it is scrolled to

  document.documentElement.lang = "zh-CN";

  // --- citation cards: bring the quote into view inside its card -------------------------

  function showQuote(card) {
    const text = card.querySelector(".qa-text");
    const mark = text && text.querySelector("mark");
    if (!mark) return;
    const top = (element) => element.getBoundingClientRect().top;
    const paragraph = mark.closest("p");
    const fits = top(mark) - top(paragraph) < text.clientHeight / 3;
    text.scrollTop += top(fits ? paragraph : mark) - top(text) - APART;
  }

  function reveal(card) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    showQuote(card);
    card.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "nearest" });
    card.focus({ preventScroll: true });
  }

  let wanted = ""; // the card a mark was clicked for, while its panel is on the way

  function onPanel() {
    document.querySelectorAll("#qa-panel .qa-card:not([data-seen])").forEach((card) => {
      card.dataset.seen = "";
      showQuote(card);
    });
    const card = wanted && document.getElementById(wanted);
    if (card) {
      wanted = "";
      reveal(card);
    }
  }

  // --- the clipboard, also on plain http where navigator.clipboard is missing --------------

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      const area = document.createElement("textarea");
      area.value = text;
      area.setAttribute("readonly", "");
      area.className = "qa-off-screen";
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      return done;
    }
  }

  async function onCopy(button) {
    const done = await copy(button.dataset.copy);
    button.focus();
    button.textContent = done ? "已复制" : "未能复制";
    button.classList.toggle("qa-done", done);
    clearTimeout(button.timer);
    button.timer = setTimeout(() => {
      button.textContent = "复制引文";
      button.classList.remove("qa-done");
    }, 2000);
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest(".qa-copy");
    if (button) onCopy(button);
    const mark = event.target.closest("a.qa-ref");
    if (!mark) return;
    event.preventDefault();
    wanted = mark.getAttribute("href").slice(1);
    onPanel();
  });

  // --- suggestions below a box for what is typed into it -----------------------------------

  const PAUSE = 150; // milliseconds without a key before the server is asked
  const BOXES = "#qa-question textarea, #qa-query textarea, #qa-query input";
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
      const reply = await fetch("gradio_api/run/suggest", {
        method: "POST",
        headers: { "Content-Type": "application/json" },
        body: JSON.stringify({ data: [typed] }),
        signal,
      });
      const [questions] = (await reply.json()).data;
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
    const row = box.closest("#qa-asking, #qa-searching");
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
    if (box.closest("#qa-query"))
      setTimeout(() => document.querySelector("#qa-searching button").click(), 0);
  }

  function onTyped(event) {
    if (taking || event.isComposing || !event.target.matches(BOXES)) return;
    clearTimeout(pause);
    request.abort();
    const box = event.target;
    if (suggested === box && !list.hidden) choose(null);
    if (box.value.trim().length < 2 || box.value.includes("\n")) quiet();
    else pause = setTimeout(lookUp, PAUSE, box);
  }

  function onKey(event) {
    if (event.isComposing || event.keyCode === 229 || !event.target.matches(BOXES)) return;
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

  // --- gradio's own English, where it has no setting for it --------------------------------

  const NAMES = [
    ["[aria-label='chatbot conversation']", "问答记录"],
    ["[data-testid='user'][aria-label]", "问题"],
    ["[data-testid='bot'][aria-label]", "回答"],
    ["[data-testid='toast-close']", "关闭"],
    [".qa-table", "对照表"], // gradio takes the name out of a message
  ];

  function translate() {
    for (const [selector, name] of NAMES)
      document.querySelectorAll(selector).forEach((element) => {
        if (element.getAttribute("aria-label") !== name) element.setAttribute("aria-label", name);
      });
    say("[data-testid='toast-body'] .toast-title", () => "没有完成");
    say("[data-testid='toast-text']", (english) =>
      /queue is full/i.test(english)
        ? "现在提问的人太多，请稍候再试。"
        : "与服务器的连接断了。请稍候再试，或刷新页面。"
    );
  }

  function say(selector, chinese) {
    document.querySelectorAll(selector).forEach((element) => {
      const text = element.textContent;
      if (text && !/[\u4e00-\u9fff]/.test(text)) element.textContent = chinese(text);
    });
  }

  let due = false;
  new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      translate();
      onPanel();
    });
  }).observe(document.body, { childList: true, subtree: true });
  translate();
}
