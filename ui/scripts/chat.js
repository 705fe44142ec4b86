// 问答: marks, their quotes and cards.
{
  const APART = 14; // pixels between a quote and the edge it is scrolled to

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

  document.addEventListener("click", (event) => {
    const mark = event.target.closest("a.qa-ref");
    if (!mark) return;
    event.preventDefault();
    wanted = mark.getAttribute("href").slice(1);
    onPanel();
  });

  qa.changed.push(onPanel);
}
