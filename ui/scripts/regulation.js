// 条文: the text, its places and their addresses, the table of contents.
qa.regulation = {
  box: () => document.getElementById("qa-document"),
  shown: () => Boolean(document.getElementById("qa-document")?.checkVisibility()),
  ready: () => document.querySelector("#qa-document[data-ready]"),
};
{
  const { box, shown, ready } = qa.regulation;
  const bar = () => document.querySelector(".qa-law-bar");
  const tell = (words) => (document.getElementById("qa-find-told").textContent = words);

  // --- the text comes when the tab is first opened ------------------------------------------

  async function load(place) {
    place.removeAttribute("data-empty");
    place.setAttribute("aria-busy", "true");
    try {
      const [text] = await qa.call("regulation", []);
      place.innerHTML = text;
      place.dataset.ready = "";
      follow(place);
    } catch {
      place.innerHTML =
        '<div class="qa-hint" role="alert"><p class="qa-hint-title">没有取到全文。</p>' +
        "<p>与服务器的连接断了，请稍候重试。</p>" +
        '<p><button type="button" class="qa-button qa-law-again">重试</button></p></div>';
    }
    place.setAttribute("aria-busy", "false");
  }

  qa.changed.push(() => {
    const place = document.querySelector("#qa-document[data-empty]");
    if (!place) return;
    qa.regulation.resize();
    load(place);
  });

  // --- places: #a57, #a57-2, #ch10 ---------------------------------------------------------

  const element = (key) => document.getElementById(`qa-${key}`);

  qa.regulation.open = async (key) => {
    await qa.openTab("text");
    if (!(await qa.when(ready, 600))) return;
    const [, article, paragraph] = /^a(\d+)(?:-(\d+))?$/.exec(key) || [];
    const found = element(key) || (article && element(`a${article}`));
    if (!found) return tell(missing(article));
    const there = element(key) || paragraph === "1" || !paragraph;
    tell(there ? "" : `${label(found)}没有第 ${paragraph} 款，这里是整条。`);
    arrive(found);
  };

  function missing(article) {
    const count = box().querySelector(".qa-law-sheet").dataset.articles;
    return article ? `没有第 ${article} 条，全文共 ${count} 条。` : "没有这一章，请从目录里选。";
  }

  function label(place) {
    const control = place.querySelector(".qa-law-place");
    return control ? control.getAttribute("aria-label").split("：")[0] : place.textContent;
  }

  function arrive(place) {
    const key = place.id.replace("qa-", "");
    here(place);
    qa.places.text = `#${key}`;
    qa.address(`#${key}`);
    closeContents();
    place.classList.remove("qa-law-arrived");
    place.scrollIntoView({ behavior: "instant", block: "start" });
    void place.offsetWidth; // the flash begins anew
    place.classList.add("qa-law-arrived");
    if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
    place.focus({ preventScroll: true });
  }

  function here(place) {
    box().querySelectorAll(".qa-law-here").forEach((other) => other.classList.remove("qa-law-here"));
    place?.classList.add("qa-law-here");
  }

  qa.routes.push([/^#(a\d+(?:-\d+)?|ch\d+)$/, ([, key]) => qa.regulation.open(key)]);

  // --- what can be done with a place: copy its link, copy it as a citation -----------------

  let tools = document.createElement("span");
  let pinned = false; // opened by its button, and not by a pointer passing over
  const roomy = matchMedia("(min-width: 1180px)"); // for tools beside the text

  // <button data-link="#a57-2"> copies the whole address, so that it can be sent to a colleague.
  qa.link = (place) => location.origin + location.pathname + location.search + place;
  document.addEventListener(
    "click",
    (event) => {
      const button = event.target.closest("button[data-link]");
      if (button) button.dataset.copy = qa.link(button.dataset.link);
    },
    true
  );

  function words(place) {
    const found = place.matches(".qa-law-row") ? [place] : [...place.querySelectorAll(".qa-law-row")];
    return found.map((row) => row.querySelector(".qa-law-words").textContent).join("\n");
  }

  function offer(control) {
    if (tools.previousElementSibling === control) return;
    withdraw();
    const key = control.dataset.place;
    const source = box().querySelector(".qa-law-sheet").dataset.source;
    const name = label(element(key));
    tools = document.createElement("span");
    tools.className = "qa-law-tools";
    tools.setAttribute("role", "group");
    tools.setAttribute("aria-label", name);
    tools.append(
      copying("复制链接", qa.link(`#${key}`)),
      copying("复制引文", `${source}${name}：“${words(element(key))}”`)
    );
    control.after(tools);
  }

  function copying(name, text) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "qa-button";
    button.dataset.copy = text;
    button.textContent = name;
    return button;
  }

  function withdraw() {
    pinned = false;
    tools.previousElementSibling?.setAttribute("aria-expanded", "false");
    tools.remove();
  }

  function toggle(control) {
    const closes = pinned && tools.previousElementSibling === control;
    if (closes) return withdraw();
    offer(control);
    pinned = true;
    control.setAttribute("aria-expanded", "true");
    const place = element(control.dataset.place);
    here(place);
    qa.places.text = `#${control.dataset.place}`;
    qa.address(qa.places.text);
  }

  document.addEventListener("pointerover", (event) => {
    if (event.pointerType !== "mouse" || pinned || !roomy.matches) return;
    if (tools.contains(event.target) || tools.contains(document.activeElement)) return;
    const row = event.target.closest("#qa-document .qa-law-row, #qa-document .qa-law-mark");
    const control =
      row?.querySelector(".qa-law-place") ||
      row?.closest(".qa-law-article").querySelector(".qa-law-mark .qa-law-place");
    if (control) offer(control);
    else if (!event.target.closest(".qa-law-article")) withdraw();
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest("#qa-document a[href^='#'], a.qa-open[href^='#']");
    if (link && link.getAttribute("href") === location.hash) qa.go(qa.place());
    const control = event.target.closest("#qa-document .qa-law-place");
    if (control) toggle(control);
    else if (pinned && !event.target.closest(".qa-law-tools")) withdraw();
    if (event.target.closest(".qa-law-again")) load(box());
    if (event.target.closest(".qa-law-contents")) toggleContents();
    else if (!event.target.closest("#qa-law-outline")) closeContents();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !shown() || event.defaultPrevented) return;
    const control = pinned && tools.previousElementSibling;
    const contents = document.querySelector(".qa-law-contents[aria-expanded='true']");
    if (control) control.focus();
    else if (contents) contents.focus();
    withdraw();
    closeContents();
  });

  // --- the table of contents follows the reader ---------------------------------------------

  const reading = new Set(); // articles on the upper part of the screen
  let current = null;

  function follow(place) {
    const watch = new IntersectionObserver(
      (seen) => {
        for (const { target, isIntersecting } of seen)
          if (isIntersecting) reading.add(target);
          else reading.delete(target);
        if (shown()) mark(Math.min(...[...reading].map((each) => +each.dataset.number)));
      },
      { rootMargin: `-${bar().offsetHeight + 24}px 0px -55% 0px` }
    );
    place.querySelectorAll(".qa-law-article").forEach((article) => watch.observe(article));
    mark(1);
  }

  function mark(number) {
    if (!Number.isFinite(number) || number === current) return;
    current = number;
    const outline = document.getElementById("qa-law-outline");
    outline.querySelectorAll("[aria-current]").forEach((a) => a.removeAttribute("aria-current"));
    for (const item of outline.querySelectorAll("[data-from]")) {
      const inside = +item.dataset.from <= number && number <= +item.dataset.to;
      item.classList.toggle("qa-law-open-entry", inside);
      if (!inside) continue;
      const link = item.querySelector(`.qa-law-numbers a[href="#a${number}"]`);
      link.setAttribute("aria-current", "location");
      item.querySelector(".qa-law-entry").setAttribute("aria-current", "true");
      keepInView(outline, item, link);
    }
  }

  function keepInView(outline, item, link) {
    const frame = outline.getBoundingClientRect();
    const [top, bottom] = [item.getBoundingClientRect().top, link.getBoundingClientRect().bottom];
    if (top < frame.top) outline.scrollTop += top - frame.top;
    else if (bottom > frame.bottom)
      outline.scrollTop += Math.min(bottom - frame.bottom, top - frame.top) + 12;
  }
  qa.regulation.current = () => current || 1;
  qa.regulation.withdraw = withdraw;

  function toggleContents() {
    const button = document.querySelector(".qa-law-contents");
    const opens = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", String(opens));
    box().classList.toggle("qa-law-contents-open", opens);
    if (opens) document.querySelector("#qa-law-outline [aria-current], #qa-law-outline a")?.focus();
  }

  function closeContents() {
    document.querySelector(".qa-law-contents")?.setAttribute("aria-expanded", "false");
    box()?.classList.remove("qa-law-contents-open");
  }
}
