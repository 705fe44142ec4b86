// Every tab keeps its own scrolling: who comes back finds the place where they left.
{
  const tops = {};
  const name = (tab) => Object.keys(qa.tabs).find((key) => qa.tabs[key] === tab.textContent.trim());
  qa.settled = Promise.resolve(); // until the tab that is opening stands where it stood

  document.addEventListener(
    "click",
    (event) => {
      const tab = event.target.closest("#qa-tabs [role='tab']");
      const open = document.querySelector("#qa-tabs [role='tab'][aria-selected='true']");
      if (!tab || !open || name(tab) === name(open)) return;
      tops[name(open)] = scrollY;
      qa.settled = restored(tab);
    },
    true
  );

  async function restored(tab) {
    await qa.when(() => tab.getAttribute("aria-selected") === "true", 40);
    await new Promise(requestAnimationFrame);
    const bar = document.getElementById("qa-tabs");
    const start = bar ? bar.getBoundingClientRect().top + scrollY : 0;
    scrollTo({ top: tops[name(tab)] ?? Math.min(scrollY, start), behavior: "instant" });
  }
}
