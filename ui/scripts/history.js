// The visitor's conversations: the bar above the chat, the list, renaming, deleting, exporting.
{
  const $ = (selector) => document.querySelector(selector);
  const current = () => Number($(".qa-talk-bar")?.dataset.conversation || 0);
  let undo = 0; // the conversation deleted last, which can be brought back
  let staying = false; // the list stays open although the conversation changes

  // --- the address of the conversation that is open ----------------------------------------

  let shown = null;
  function follow() {
    const key = current();
    if (key === shown || !$(".qa-talk-bar")) return;
    const first = shown === null;
    shown = key;
    qa.places.ask = key ? `#c${key}` : "#ask";
    const asking = qa.tab("ask")?.getAttribute("aria-selected") === "true";
    if (!first && asking) qa.address(key ? qa.places.ask : "");
    $("#qa-history-open").setAttribute("aria-expanded", String(!$("#qa-history").hidden));
    if (!staying) close();
    staying = false;
  }

  async function open(key) {
    await qa.openTab("ask");
    await qa.when(() => $("#qa-opening [data-ready], #qa-opening[data-ready]"));
    document.dispatchEvent(new CustomEvent("qa-open", { detail: key }));
  }
  qa.routes.push([/^#c(\d{1,9})$/, (match) => open(Number(match[1]))]);

  // --- the list -----------------------------------------------------------------------------

  async function ask(action, key = 0, text = "") {
    let reply = { said: "与服务器的连接断了。请稍候再试。", failed: true };
    try {
      [reply] = await qa.call("conversations", [action, key, text]);
    } catch {
      // said below
    }
    if (reply.html !== undefined) $("#qa-history-rows").innerHTML = reply.html;
    const said = $("#qa-history-said");
    said.textContent = reply.said;
    if (undo && !reply.failed) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "qa-link";
      button.id = "qa-undo";
      button.textContent = "撤销删除";
      said.append(" ", button);
    }
    return !reply.failed;
  }

  function toggle(wanted) {
    const list = $("#qa-history");
    const button = $("#qa-history-open");
    if (!list || !button || list.hidden === !wanted) return;
    list.hidden = !wanted;
    button.setAttribute("aria-expanded", String(wanted));
    undo = 0;
    if (wanted) {
      $("#qa-history-find").value = "";
      ask("list");
      $("#qa-history-find").focus();
    }
  }
  const close = () => toggle(false);

  // --- renaming: a small form in the place of the title -----------------------------------------

  function rename(place, title, key, after) {
    if (place.parentElement.querySelector(".qa-naming")) return;
    const form = $("#qa-naming").content.firstElementChild.cloneNode(true);
    const box = form.querySelector("input");
    box.value = title;
    place.hidden = true;
    place.after(form);
    box.select();
    const end = () => {
      form.remove();
      place.hidden = false;
    };
    form.querySelector(".qa-cancel").addEventListener("click", end);
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      end();
    });
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const done = await ask("rename", key, box.value);
      if (!done) return toggle(true);
      end();
      after(box.value.trim().replace(/\s+/g, " "));
    });
  }

  const titled = (key, title) => {
    if (key === current()) $("#qa-title").textContent = title;
  };

  async function save(kind) {
    const [reply] = await qa.call("export", [current(), kind]).catch(() => [
      { said: "没有导出：与服务器的连接断了。请稍候再试。" },
    ]);
    if (!reply.data) {
      toggle(true);
      $("#qa-history-said").textContent = reply.said;
      return;
    }
    const bytes = Uint8Array.from(atob(reply.data), (letter) => letter.charCodeAt(0));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: reply.type }));
    link.download = reply.name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  document.addEventListener("click", async (event) => {
    const on = (selector) => event.target.closest(selector);
    if (on("#qa-history-open")) return toggle($("#qa-history").hidden);
    if (on("#qa-history-close")) {
      close();
      return $("#qa-history-open").focus();
    }
    const exporting = on("#qa-export [data-export]");
    if (exporting) {
      $("#qa-export").open = false;
      return save(exporting.dataset.export);
    }
    if (!on("#qa-export") && $("#qa-export")) $("#qa-export").open = false;
    if (on("#qa-rename"))
      return rename($("#qa-title"), $("#qa-title").textContent, current(), (title) =>
        titled(current(), title)
      );
    if (on("#qa-undo")) {
      const key = undo;
      undo = 0;
      return ask("restore", key);
    }
    const forget = on("#qa-forget");
    if (forget && forget.dataset.sure) {
      delete forget.dataset.sure;
      forget.textContent = "全部删除";
      undo = 0;
      staying = (await ask("forget")) && current() > 0;
      if (staying) open(0);
      return;
    }
    if (forget) {
      forget.dataset.sure = "1";
      forget.textContent = "确定全部删除？不能撤销";
      return;
    }
    const row = on("#qa-history-rows li[data-conversation]");
    if (!row) return;
    const key = Number(row.dataset.conversation);
    const name = row.querySelector(".qa-kept");
    if (on(".qa-kept")) open(key).then(close);
    else if (on(".qa-rename"))
      rename(name, name.querySelector("span").textContent, key, (title) => titled(key, title));
    else if (on(".qa-delete")) {
      undo = key;
      staying = (await ask("delete", key)) && key === current();
      if (staying) open(0);
      $("#qa-undo")?.focus();
    }
  });

  let pause = 0;
  document.addEventListener("input", (event) => {
    if (event.target.id !== "qa-history-find" || event.isComposing) return;
    clearTimeout(pause);
    pause = setTimeout(() => ask("find", 0, event.target.value), 200);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !event.target.closest) return;
    if (event.target.closest("#qa-export")) $("#qa-export").open = false;
    if (!event.target.closest("#qa-history")) return;
    close();
    $("#qa-history-open").focus();
  });

  qa.changed.push(follow);
}
