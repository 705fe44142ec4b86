// What every tab uses: tabs and addresses, the clipboard, requests, gradio's English in Chinese.
const qa = {
  changed: [], // functions to run, once a frame, after something in the page has changed
  routes: [], // [pattern, function]: who opens an address (#a57-2); the function gets the match
  tabs: { ask: "问答", search: "检索", text: "条文", tables: "速查", training: "出题与练习", quality: "质量" },
  places: {}, // the address of a tab where it has one of its own (#c12 for a conversation)
};
document.documentElement.lang = "zh-CN";
qa.calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// --- requests of the page's own to the server: the private endpoints of ui/endpoints.py -------

qa.call = async (name, data, signal) => {
  const reply = await fetch(`gradio_api/run/${name}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({ data }),
    signal,
  });
  if (!reply.ok) throw new Error(`${name}: ${reply.status}`);
  return (await reply.json()).data;
};

// --- waiting for what gradio has yet to draw ------------------------------------------------

qa.when = (find, tries = 100) =>
  new Promise((resolve) => {
    const look = () => {
      const found = find();
      if (found || !tries--) resolve(found || null);
      else setTimeout(look, 50);
    };
    look();
  });

// --- tabs, and the part of the address behind #, which can be sent to a colleague ------------

const TABS = "#qa-tabs [role='tab'], #qa-tabs .overflow-dropdown button"; // the rest, where narrow
qa.tab = (key) =>
  [...document.querySelectorAll(TABS)].find(
    (button) =>
      button.textContent.trim() === qa.tabs[key] &&
      (button.checkVisibility() || button.closest(".overflow-dropdown"))
  );
qa.openTab = async (key) => {
  const button = await qa.when(() => qa.tab(key));
  if (button && button.getAttribute("aria-selected") !== "true") button.click();
  await qa.settled; // see scrolling.js: who scrolls to a place in the tab does so afterwards
};
qa.address = (place) => {
  if (location.hash !== place) history.replaceState(null, "", place || location.pathname);
};
qa.go = async (place) => {
  for (const [pattern, open] of qa.routes) {
    const match = pattern.exec(place);
    if (match) return open(match);
  }
  const key = place.slice(1);
  if (key in qa.tabs) await qa.openTab(key);
};
document.addEventListener("click", (event) => {
  const button = event.target.closest(TABS);
  if (!button || !event.isTrusted) return;
  const key = Object.keys(qa.tabs).find((name) => qa.tabs[name] === button.textContent.trim());
  if (key) qa.address(qa.places[key] || `#${key}`);
});
qa.place = () => {
  try {
    return decodeURIComponent(location.hash);
  } catch {
    return location.hash; // typed by hand, with a % of its own
  }
};
window.addEventListener("hashchange", () => qa.go(qa.place()));
setTimeout(() => location.hash && qa.go(qa.place()), 0);

// --- the clipboard, also on plain http where navigator.clipboard is missing -------------------
// <button data-copy="text">: its words give way for a moment to what has happened.

qa.copy = async (text) => {
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
};
qa.flash = (button, words, done = true) => {
  button.dataset.words ??= button.textContent;
  button.textContent = words;
  button.classList.toggle("qa-done", done);
  clearTimeout(button.timer);
  button.timer = setTimeout(() => {
    button.textContent = button.dataset.words;
    button.classList.remove("qa-done");
  }, 2000);
};
document.addEventListener("click", async (event) => {
  const button = event.target.closest("button[data-copy]");
  if (!button) return;
  const done = await qa.copy(button.dataset.copy);
  button.focus();
  qa.flash(button, done ? "已复制" : "未能复制", done);
});

// --- gradio's own English, where it has no setting for it -------------------------------------

qa.names = [
  ["[aria-label='chatbot conversation']", "问答记录"],
  ["[data-testid='user'][aria-label]", "问题"],
  ["[data-testid='bot'][aria-label]", "回答"],
  ["[data-testid='toast-close']", "关闭"],
  [".overflow-menu > button", "更多栏目"],
  [".qa-table", "对照表"], // gradio takes the name out of a message
];

{
  const translate = () => {
    for (const [selector, name] of qa.names)
      document.querySelectorAll(selector).forEach((element) => {
        if (element.getAttribute("aria-label") !== name) element.setAttribute("aria-label", name);
      });
    say("[data-testid='toast-body'] .toast-title", () => "没有完成");
    say("[data-testid='toast-text']", (english) =>
      /queue is full/i.test(english)
        ? "现在提问的人太多，请稍候再试。"
        : "与服务器的连接断了。请稍候再试，或刷新页面。"
    );
  };
  const say = (selector, chinese) => {
    document.querySelectorAll(selector).forEach((element) => {
      const text = element.textContent;
      if (text && !/[\u4e00-\u9fff]/.test(text)) element.textContent = chinese(text);
    });
  };
  qa.changed.push(translate);
  let due = false;
  new MutationObserver(() => {
    if (due) return;
    due = true;
    requestAnimationFrame(() => {
      due = false;
      qa.changed.forEach((react) => react());
    });
  }).observe(document.body, { childList: true, subtree: true });
  translate();
}
