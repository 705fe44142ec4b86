// 练习: presses and keys as moves, focus after each, what is left over a reload, the Word file.
{
  const PATIENCE = 15000; // milliseconds after which a press without a reply may be made again
  const TWICE = 250; // milliseconds in which a second press is the same one
  const LEFT = "qa-practice-left";
  let root = null; // the element that gradio listens to
  let shown = null;
  let turn = 0;
  let busy = false;
  let came = 0;
  let opening = false;
  let patience = 0;

  // --- moves ---------------------------------------------------------------------------------

  function move(what, more = {}) {
    if (busy || !root || performance.now() - came < TWICE) return;
    setBusy(true);
    turn += 1;
    opening = what === "open";
    const told = { do: what, turn, items: left(), ...more };
    root.dispatchEvent(new CustomEvent("qa-move", { detail: { told } }));
  }

  function setBusy(now) {
    busy = now;
    clearTimeout(patience);
    if (now) patience = setTimeout(setBusy, PATIENCE, false);
    if (root) root.toggleAttribute("data-busy", now);
  }

  function onChange() {
    const view = root && root.querySelector(".qa-practice-view");
    if (!view || view === shown || view.localName !== `qa-turn-${turn}`) return;
    shown = view;
    setBusy(false);
    came = performance.now();
    const rest = view.querySelector("[data-left]");
    keep(rest ? rest.dataset.left : "");
    if (!opening) settle(view);
  }

  function settle(view) {
    const box = matchMedia("(pointer: fine)").matches && view.querySelector("[data-box]");
    const place = view.querySelector("[data-focus]");
    const target = (!view.querySelector("[role='alert']") && box) || place;
    if (!target) return;
    target.focus({ preventScroll: true });
    const card = view.querySelector(".qa-practice-card");
    if (card && target !== place) showTop(card);
    else if (target.closest(".qa-practice-verdict, .qa-practice-error")) showAll(target);
    else showTop(view);
  }

  function showTop(element) {
    const { top } = element.getBoundingClientRect();
    if (top < 0 || top > (innerWidth > 520 ? innerHeight / 2 : 80)) element.scrollIntoView({ block: "start" });
  }

  function showAll(element) {
    const { top, bottom } = element.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight - 140)
      element.scrollIntoView({ block: "center", behavior: qa.calm() ? "auto" : "smooth" });
  }

  document.addEventListener("qa-practice", (event) => {
    root = event.target;
    shown = null;
    came = 0;
    setBusy(false);
    move("open");
  });
  qa.changed.push(onChange);

  // --- what is left of a round, for this page of the browser alone ------------------------------

  function left() {
    try {
      return (sessionStorage.getItem(LEFT) || "").split(" ").filter(Boolean);
    } catch {
      return []; // the browser keeps nothing
    }
  }

  function keep(names) {
    try {
      if (names) sessionStorage.setItem(LEFT, names);
      else sessionStorage.removeItem(LEFT);
    } catch {
      // the round cannot go on after a reload then; what was judged is kept by the server
    }
  }

  // --- presses ---------------------------------------------------------------------------------

  const number = (element) => Number(element.closest("[data-number]")?.dataset.number || 0);
  const checked = (place, name) =>
    [...place.querySelectorAll(`input[name='${name}']:checked`)].map((box) => box.value);

  const READ = {
    blank: (form) => [...form.querySelectorAll("input")].map((box) => box.value.trim()).join("；"),
    written: (form) => form.querySelector("textarea").value,
    ordering: (form) => [...form.querySelectorAll("li")].map((row) => row.dataset.label).join(""),
    matching: (form) =>
      [...form.querySelectorAll("fieldset")]
        .map((row) => [row.dataset.left, row.querySelector("input:checked")?.value])
        .filter(([, letter]) => letter)
        .map((pair) => pair.join("-"))
        .join(" "),
  };
  const readChoice = (form) => checked(form, "qa-practice-choice").join("");

  function chosen(form) {
    return {
      what: checked(form, "what")[0],
      count: Number(checked(form, "count")[0]),
      kinds: checked(form, "kind"),
      chapters: checked(form, "chapter").map(Number),
    };
  }

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.closest("#qa-practice")) return;
    event.preventDefault();
    if (form.dataset.do === "start") return move("start", { chosen: chosen(form) });
    const text = (READ[form.dataset.kind] || readChoice)(form);
    move("answer", { number: number(form), text });
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#qa-practice button");
    if (!button) return;
    if (button.dataset.step) shift(button, Number(button.dataset.step));
    else if ("export" in button.dataset) download(button);
    else if (button.dataset.do)
      move(button.dataset.do, { number: number(button), right: "right" in button.dataset });
  });

  // --- keys: letters and figures choose, Enter hands in -----------------------------------------

  document.addEventListener("keydown", (event) => {
    const card = event.target.closest?.("#qa-practice .qa-practice-card");
    if (!card || event.isComposing || event.keyCode === 229) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") return onEnter(event, card);
    if (event.target.matches("textarea, input[type='text']")) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    const row = event.target.closest(".qa-practice-order li");
    const done = step && row ? shift(event.target, step) : !step && choose(card, event);
    if (done) event.preventDefault();
  });

  function onEnter(event, card) {
    const at = event.target;
    if (at.matches("textarea") && (event.shiftKey || !matchMedia("(pointer: fine)").matches)) return;
    if (at.matches("button, a, summary")) {
      if (event.repeat) event.preventDefault();
      return;
    }
    event.preventDefault();
    if (event.repeat) return;
    const form = card.querySelector("form");
    if (form) form.requestSubmit();
    else card.querySelector("[data-main]")?.click();
  }

  function choose(card, event) {
    const key = event.key.toUpperCase();
    if (!/^[A-Z1-9]$/.test(key) || event.repeat) return false;
    const rows = [...card.querySelectorAll("form fieldset")];
    if (rows.length) return pair(rows, event.target.closest("fieldset"), key);
    const boxes = [...card.querySelectorAll("form [name='qa-practice-choice']")];
    const found = boxes.find((box) => box.value === key) || boxes[Number(key) - 1];
    const target = found || card.querySelector(`button[data-key='${key}']`);
    if (!target) return false;
    target.focus();
    target.click();
    return true;
  }

  function pair(rows, at, key) {
    const empty = (row) => !row.querySelector("input:checked");
    const row = at || rows.find(empty) || rows[0];
    const found = row.querySelector(`input[value='${key}']`);
    if (!found) return false;
    found.click();
    const next = rows.slice(rows.indexOf(row) + 1).find(empty) || rows.find(empty);
    (next ? next.querySelector("input") : found).focus();
    return true;
  }

  function shift(button, step) {
    const row = button.closest("li");
    const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (other) {
      if (step < 0) other.before(row);
      else other.after(row);
      button.focus();
      const rows = [...row.parentElement.children];
      const told = `第 ${rows.indexOf(row) + 1} 步，共 ${rows.length} 步`;
      row.closest("form").querySelector("[role='status']").textContent =
        `${row.firstElementChild.textContent}：${told}`;
    }
    return true;
  }

  // --- the wrong-answer notebook as a file ------------------------------------------------------

  async function download(button) {
    if (button.disabled) return;
    button.disabled = true;
    try {
      const [[name, data, why]] = await qa.call("practice_export", []);
      if (why) return qa.flash(button, why, false);
      const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([bytes]));
      link.download = name;
      link.click();
      setTimeout(URL.revokeObjectURL, 10000, link.href);
      qa.flash(button, "已导出");
    } catch {
      qa.flash(button, "未能导出，请重试", false);
    } finally {
      button.disabled = false;
    }
  }
}
