// 条文: larger text, and the text on paper.
{
  // --- larger text ----------------------------------------------------------------------------

  function kept() {
    try {
      return localStorage.getItem("qa-size") || "1";
    } catch {
      return "1"; // the browser keeps nothing
    }
  }

  function keep(size) {
    try {
      localStorage.setItem("qa-size", size);
    } catch {
      // it holds for this visit then
    }
  }

  qa.regulation.resize = (size = kept()) => {
    document.querySelector(".qa-law-reading").dataset.size = size;
    document
      .querySelectorAll(".qa-law-size")
      .forEach((each) => each.setAttribute("aria-pressed", String(each.dataset.size === size)));
  };

  function choose(button) {
    const anchor = document.getElementById(`qa-a${qa.regulation.current()}`);
    const before = anchor?.getBoundingClientRect().top;
    qa.regulation.resize(button.dataset.size);
    keep(button.dataset.size);
    if (anchor && before < innerHeight && scrollY > 0)
      scrollBy({ top: anchor.getBoundingClientRect().top - before, behavior: "instant" });
    document.getElementById("qa-size-told").textContent = `字号：${button.textContent}。`;
  }

  document.addEventListener("click", (event) => {
    const size = event.target.closest(".qa-law-size");
    if (size) choose(size);
    if (event.target.closest(".qa-law-print")) print();
  });

  // --- printing: the text alone; gradio takes @page and its own frame out of our style sheets ----

  const paper = document.createElement("style");
  paper.textContent =
    "@page { size: A4; margin: 26mm 24mm; @bottom-center { content: counter(page); font-size: 10pt } }" +
    "html, body, gradio-app, .gradio-container { background: #fff !important }" +
    ".gradio-container > .main { max-width: none !important; padding: 0 !important }";
  const around = () => document.querySelectorAll("#qa-header, #qa-notice, #qa-tabs > .tab-wrapper");
  addEventListener("beforeprint", () => {
    if (!qa.regulation.shown()) return;
    qa.regulation.withdraw();
    around().forEach((element) => element.classList.add("qa-law-unprinted"));
    document.head.append(paper);
  });
  addEventListener("afterprint", () => {
    around().forEach((element) => element.classList.remove("qa-law-unprinted"));
    paper.remove();
  });
}
