// 问答: marks that show their quote and open its card, questions to go on with.
{
  const APART = 14; // pixels between a quote and the edge it is scrolled to
  const PAUSE = 120; // milliseconds on a mark before its quote is shown

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
    showQuote(card);
    card.scrollIntoView({ behavior: qa.calm() ? "auto" : "smooth", block: "nearest" });
    card.focus({ preventScroll: true });
  }

  let wanted = ""; // the card a mark was clicked for, while its panel is on the way
  let left = null; // the mark that a card was opened from

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

  // --- the quote of a mark, shown beside it (WCAG 1.4.13: can be hovered, Escape closes it) ----

  const bubble = document.createElement("div");
  bubble.id = "qa-bubble";
  bubble.setAttribute("role", "tooltip");
  bubble.hidden = true;
  let pause = 0;
  let shownFor = null;

  function quoteOf(mark) {
    const number = /-(\d+)$/.exec(mark.getAttribute("href"))[1];
    const message = mark.closest(".message-row, .bot-row");
    return message && message.querySelectorAll(".qa-quotes > li")[number - 1];
  }

  function show(mark) {
    const quote = quoteOf(mark);
    if (!quote) return;
    shownFor = mark;
    bubble.replaceChildren(...[...quote.childNodes].map((node) => node.cloneNode(true)));
    if (!bubble.isConnected) document.querySelector(".gradio-container").append(bubble);
    bubble.hidden = false;
    mark.setAttribute("aria-describedby", bubble.id);
    const [at, size] = [mark.getBoundingClientRect(), bubble.getBoundingClientRect()];
    const room = document.documentElement.clientWidth - size.width - 12;
    bubble.style.left = `${Math.max(12, Math.min(at.left - 24, room))}px`;
    const below = at.bottom + 8;
    const fits = below + size.height < document.documentElement.clientHeight;
    bubble.style.top = `${fits ? below : at.top - size.height - 8}px`;
  }

  function hide() {
    clearTimeout(pause);
    bubble.hidden = true;
    if (shownFor) shownFor.removeAttribute("aria-describedby");
    shownFor = null;
  }

  const onMark = (event) => event.target.closest && event.target.closest("#qa-chat a.qa-ref");
  document.addEventListener("mouseover", (event) => {
    const mark = onMark(event);
    clearTimeout(pause);
    if (mark && mark !== shownFor) pause = setTimeout(show, PAUSE, mark);
    else if (!mark && !bubble.hidden && !bubble.contains(event.target)) pause = setTimeout(hide, PAUSE);
  });
  document.addEventListener("focusin", (event) => {
    const mark = onMark(event);
    if (mark && mark.matches(":focus-visible")) show(mark);
    else if (!bubble.hidden) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !bubble.hidden) hide();
  });
  document.addEventListener("scroll", () => bubble.hidden || hide(), true);

  // --- asking, as if it had been typed and sent ---------------------------------------------

  qa.ask = (question) => {
    const box = document.querySelector("#qa-question textarea");
    box.value = question;
    box.dispatchEvent(new Event("input", { bubbles: true }));
    setTimeout(() => document.querySelector("#qa-asking button.primary").click(), 0);
    box.focus({ preventScroll: true });
  };

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.qa-ref");
    if (mark) {
      event.preventDefault();
      hide();
      left = mark;
      wanted = mark.getAttribute("href").slice(1);
      onPanel();
    }
    const next = event.target.closest(".qa-next");
    if (next) qa.ask(next.textContent);
    const back = event.target.closest(".qa-back");
    if (back) {
      event.preventDefault();
      const to = left && left.isConnected ? left : document.querySelector("#qa-question textarea");
      to.scrollIntoView({ behavior: qa.calm() ? "auto" : "smooth", block: "center" });
      to.focus({ preventScroll: true });
    }
  });

  qa.changed.push(onPanel);
}
