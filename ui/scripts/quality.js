// The tab 质量: #quality-check opens it at the self-check.
qa.routes.push([
  /^#quality-check$/,
  async () => {
    await qa.openTab("quality");
    await qa.when(() => document.querySelector("#qa-quality h3")); // what stands above is there
    await qa.settled;
    const head = document.getElementById("qa-check-head");
    if (!head) return;
    head.scrollIntoView({ behavior: "instant", block: "start" });
    head.focus({ preventScroll: true });
  },
]);

// The two buttons of the self-check take turns; the keyboard's focus goes from one to the other.
{
  const buttons = ["qa-check-start", "qa-check-stop"];
  let held = false;
  document.addEventListener("focusin", (event) => {
    held = buttons.includes(event.target.id);
  });
  qa.changed.push(() => {
    if (!held || document.activeElement !== document.body) return;
    const there = buttons.map((id) => document.getElementById(id)).find((b) => b?.checkVisibility());
    if (there) there.focus();
  });
}
