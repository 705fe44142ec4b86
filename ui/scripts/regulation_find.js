// 条文: find in the text, and jump by an article's number, from one box.
{
  const PAUSE = 120; // milliseconds without a key before the text is searched
  const box = () => document.getElementById("qa-find");
  const tell = (...words) => document.getElementById("qa-find-told").replaceChildren(...words);
  const folded = new WeakMap(); // paragraph -> its characters as they are compared
  let matches = []; // of each match its <mark>s: more than one where a link begins inside it
  let at = -1;
  let done = ""; // what was looked for last
  let pause = 0;

  // Printed text has stray blanks (14 个工作日), and half and full width are the same to a reader.
  function fold(text) {
    const [characters, places] = [[], []];
    let place = 0;
    for (const raw of text) {
      const wide = raw.normalize("NFKC").toLowerCase();
      if (raw.trim()) {
        characters.push(wide.length === raw.length ? wide : raw);
        for (let unit = 0; unit < raw.length; unit++) places.push(place + unit);
      }
      place += raw.length;
    }
    return { text: characters.join(""), places: [...places, place] };
  }

  function stretches(paragraph, wanted) {
    if (!folded.has(paragraph)) folded.set(paragraph, fold(paragraph.textContent));
    const { text, places } = folded.get(paragraph);
    const found = [];
    for (let from = text.indexOf(wanted); from >= 0; from = text.indexOf(wanted, from + wanted.length))
      found.push([places[from], places[from + wanted.length - 1] + 1]);
    return found;
  }

  // --- marking: <mark> in the text nodes, taken out again afterwards ------------------------

  function wrap(paragraph, found) {
    const marks = found.map(() => []);
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let place = 0;
    while (walker.nextNode()) {
      nodes.push([walker.currentNode, place]);
      place += walker.currentNode.length;
    }
    for (const [node, start] of nodes.reverse())
      for (let index = found.length - 1; index >= 0; index--) {
        const left = Math.max(found[index][0] - start, 0);
        const right = Math.min(found[index][1] - start, node.length);
        if (left >= right) continue;
        node.splitText(right);
        const mark = document.createElement("mark");
        const middle = node.splitText(left);
        middle.replaceWith(mark);
        mark.append(middle);
        marks[index].unshift(mark);
      }
    return marks;
  }

  function unmark() {
    const touched = new Set();
    for (const mark of matches.flat()) {
      touched.add(mark.closest(".qa-law-words"));
      mark.replaceWith(...mark.childNodes);
    }
    touched.forEach((paragraph) => paragraph.normalize());
    [matches, at] = [[], -1];
  }

  // --- finding ------------------------------------------------------------------------------

  function find() {
    clearTimeout(pause);
    const typed = box().value.trim();
    if (typed === done) return;
    done = typed;
    unmark();
    const wanted = fold(typed).text;
    if (wanted)
      for (const paragraph of qa.regulation.box().querySelectorAll(".qa-law-words")) {
        const found = stretches(paragraph, wanted);
        if (found.length) matches.push(...wrap(paragraph, found));
      }
    const [goal, refusal] = place(typed);
    offer(goal);
    document.querySelector(".qa-law-steps").hidden = !matches.length;
    if (!typed) tell();
    else if (matches.length) show(nearest());
    else if (refusal) tell(refusal);
    else if (!goal) tell(`没有找到“${typed.slice(0, 12)}”。`, elsewhere(typed));
    else tell();
  }

  function nearest() {
    const reading = qa.regulation.current();
    const below = matches.findIndex(
      ([mark]) => +mark.closest(".qa-law-article").dataset.number >= reading
    );
    return Math.max(below, 0);
  }

  function elsewhere(typed) {
    const link = document.createElement("a");
    link.href = `#search=${encodeURIComponent(typed)}`;
    link.textContent = "到“检索”里按意思查";
    return link;
  }

  function show(index) {
    matches[at]?.forEach((mark) => mark.classList.remove("qa-law-at"));
    at = (index + matches.length) % matches.length;
    matches[at].forEach((mark) => mark.classList.add("qa-law-at"));
    tell(`第${at + 1}处/共${matches.length}处`);
    matches[at][0].scrollIntoView({ behavior: "instant", block: "center" });
  }

  function clear() {
    box().value = "";
    find();
    box().focus();
  }

  // --- 57, 第五十七条, 57条2款, 第十章: places to jump to ------------------------------------

  const DIGITS = "零一二三四五六七八九";
  const UNITS = { 十: 10, 百: 100, 千: 1000 };
  const NUMBER = "(\\d{1,4}|[零〇一二两三四五六七八九十百千]{1,9})";
  const PLACE = new RegExp(`^#?a?第?${NUMBER}(?:([条章])(?:第?${NUMBER}款)?|-(\\d{1,3}))?$`);

  function value(written) {
    if (/^\d+$/.test(written)) return +written;
    let [sum, digit] = [0, 0];
    for (const character of written.replaceAll("〇", "零").replaceAll("两", "二")) {
      if (character in UNITS) {
        sum += (digit || 1) * UNITS[character];
        digit = 0;
      } else digit = DIGITS.indexOf(character);
    }
    return sum + digit;
  }

  // Return the place that is typed, or why there is none: a number alone may be just a number.
  function place(typed) {
    const [, number, unit, paragraph, dashed] = PLACE.exec(fold(typed).text) || [];
    if (!number || (!unit && !/^\d+$/.test(number))) return [null, ""];
    const find = (key) => document.getElementById(`qa-${key}`);
    const [first, second] = [value(number), paragraph ? value(paragraph) : +dashed || 0];
    if (unit === "章") {
      const heading = [...document.querySelectorAll("#qa-document .qa-law-heading[id]")].find(
        (each) => value(new RegExp(NUMBER).exec(each.textContent)[0]) === first
      );
      return heading ? [heading.id.slice(3), ""] : [null, `没有第 ${first} 章。`];
    }
    const count = document.querySelector(".qa-law-sheet").dataset.articles;
    if (!find(`a${first}`)) return [null, unit ? `没有第 ${first} 条，全文共 ${count} 条。` : ""];
    if (!second || (second === 1 && !find(`a${first}-1`))) return [`a${first}`, ""];
    const key = `a${first}-${second}`;
    return find(key) ? [key, ""] : [`a${first}`, ""];
  }

  function offer(goal) {
    const button = document.querySelector(".qa-law-jump");
    button.hidden = !goal;
    if (!goal) return;
    const there = document.getElementById(`qa-${goal}`);
    const control = there.querySelector(".qa-law-place");
    const name = control ? control.getAttribute("aria-label").split("：")[0] : there.textContent;
    button.textContent = `转到${name}`;
    button.dataset.goal = goal;
  }

  // --- keys -----------------------------------------------------------------------------------

  document.addEventListener("input", (event) => {
    if (event.target !== box() || event.isComposing) return;
    clearTimeout(pause);
    pause = setTimeout(find, PAUSE);
  });
  document.addEventListener("compositionend", (event) => {
    if (event.target === box()) pause = setTimeout(find, PAUSE);
  });

  document.addEventListener("keydown", (event) => {
    if (event.target !== box() || event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") {
      event.preventDefault();
      clear();
    } else if (event.key === "Enter") {
      event.preventDefault();
      enter(event.shiftKey ? -1 : 1);
    }
  });

  function enter(step) {
    const fresh = box().value.trim() !== done;
    find();
    const jump = document.querySelector(".qa-law-jump:not([hidden])");
    if (jump && step > 0) go(jump);
    else if (matches.length && !(fresh && step > 0)) show(at + step);
  }

  function go(jump) {
    const { goal } = jump.dataset;
    if (location.hash !== `#${goal}`) history.pushState(null, "", `#${goal}`);
    qa.regulation.open(goal);
  }

  document.addEventListener("click", (event) => {
    if (event.target.closest(".qa-law-next")) show(at + 1);
    if (event.target.closest(".qa-law-previous")) show(at - 1);
    const jump = event.target.closest(".qa-law-jump");
    if (jump) go(jump);
  });

  // "/" leads to the box of the tab, unless somebody is typing somewhere.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.activeElement.matches("input, textarea, select, [contenteditable='true']")) return;
    const boxes = [...document.querySelectorAll("#qa-find, #qa-query")];
    const shown = boxes.find((each) => each.checkVisibility());
    if (!shown) return;
    event.preventDefault();
    shown.focus();
    shown.select();
  });
}
