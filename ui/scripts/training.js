// 出题与练习: its three sections, an address for each, files for the reader's disk.
{
  const NAMES = { papers: "出卷", review: "审题", practice: "练习" };
  const inner = (name) =>
    [...document.querySelectorAll("#qa-training-tabs [role='tab']")].find(
      (button) => button.textContent.trim() === NAMES[name] && button.checkVisibility()
    );

  qa.openTraining = async (name) => {
    await qa.openTab("training");
    const button = await qa.when(() => inner(name));
    if (button && button.getAttribute("aria-selected") !== "true") button.click();
    qa.places.training = `#${name}`;
  };
  qa.routes.push([/^#(papers|review|practice)$/, ([, name]) => qa.openTraining(name)]);
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#qa-training-tabs [role='tab']");
    if (!button || !event.isTrusted) return;
    const name = Object.keys(NAMES).find((key) => NAMES[key] === button.textContent.trim());
    if (!name) return;
    qa.places.training = `#${name}`;
    qa.address(`#${name}`);
  });

  // Run a function whenever what a selector finds comes up from behind another tab.
  qa.whenShown = (selector, run) => {
    let element = null;
    let visible = false;
    const look = () => {
      const now = element.checkVisibility();
      if (now && !visible) run();
      visible = now;
    };
    const observer = new IntersectionObserver(look);
    qa.changed.push(() => {
      const found = document.querySelector(selector);
      if (!found || found === element) return;
      observer.disconnect();
      element = found;
      visible = false;
      observer.observe(found);
    });
  };

  // Tell something in a live region; what went well goes away by itself, a failure stays.
  const SHOWN = 6000; // milliseconds
  let passing = 0;
  qa.tell = (line, sentence, stays) => {
    clearTimeout(passing);
    line.textContent = sentence || "";
    if (!stays) passing = setTimeout(() => (line.textContent = ""), SHOWN);
  };

  qa.save = (name, base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes]));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };
}
