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

  // --- gradio's own English, where it has no setting for it --------------------------------

  const NAMES = [
    ["[aria-label='chatbot conversation']", "问答记录"],
    ["[data-testid='user'][aria-label]", "问题"],
    ["[data-testid='bot'][aria-label]", "回答"],
    ["[data-testid='toast-close']", "关闭"],
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
