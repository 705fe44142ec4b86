// 审题: the bank's list and the item that is open. What is typed stays until it is saved or given up.
{
  const PAUSE = 250; // milliseconds without a key before the bank is searched
  const LARGEST = 5_000_000; // bytes of a workbook, as on the server
  const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  const find = (selector) => document.querySelector(selector);
  const pairs = (form) => [...new FormData(form)].map(([name, value]) => [name, String(value)]);
  const drafts = new Map(); // the forms with unsaved words, by the item's id
  let page = 1;
  let pause = 0;
  let latest = 0; // the number of the latest search: an earlier one's answer comes too late

  const say = (sentence, stays = false) => qa.tell(find("#qa-review-said"), sentence, stays);

  async function ask(name, data) {
    try {
      const [reply] = await qa.call(name, data);
      if (reply.error) say(reply.error, true);
      return reply;
    } catch {
      say("与服务器的连接断了，没有完成。请稍候再试。", true);
      return { error: true };
    }
  }

  // --- the list ------------------------------------------------------------------------------

  async function list() {
    const number = ++latest;
    const found = await ask("bank_find", [pairs(find("#qa-bank-finder")), page]);
    if (found.error || number !== latest) return;
    find("#qa-bank").innerHTML = found.html;
    for (const option of find("#qa-bank-finder [name='state']").options)
      if (option.value) option.textContent = found.states[option.value];
    markRows();
  }

  function markRows() {
    const open = find("#qa-item .qa-item")?.dataset.id;
    for (const row of document.querySelectorAll("#qa-bank a[data-id]")) {
      if (row.dataset.id === open) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      row.classList.toggle("qa-unsaved", drafts.has(row.dataset.id));
    }
  }

  document.addEventListener("input", (event) => {
    if (!event.target.closest("#qa-bank-finder")) return;
    page = 1;
    clearTimeout(pause);
    pause = setTimeout(list, event.target.matches("select") ? 0 : PAUSE);
  });

  // --- one item ------------------------------------------------------------------------------

  async function open(id) {
    await qa.openTraining("review");
    qa.places.training = `#q-${id}`;
    if (!(await qa.when(() => find("#qa-item")))) return;
    say("");
    const reply = await ask("item_open", [id]);
    if (reply.error) return;
    show(reply, id);
    const item = find("#qa-item .qa-item");
    item.focus({ preventScroll: true });
    item.scrollIntoView({ behavior: qa.calm() ? "auto" : "smooth", block: "nearest" });
  }

  function show(reply, id) {
    if (reply.gone) return close(reply.said);
    find("#qa-item").innerHTML = reply.html;
    find(".qa-review").dataset.open = id;
    const [form, draft] = [find("#qa-item-form"), drafts.get(id)];
    if (draft) {
      draft.querySelector("fieldset").disabled = form.querySelector("fieldset").disabled;
      form.replaceWith(draft);
    }
    for (const button of document.querySelectorAll("#qa-item [data-copy-address]"))
      button.dataset.copy = location.href.split("#")[0] + button.dataset.copyAddress;
    markRows();
  }

  function close(said) {
    const id = find(".qa-review").dataset.open;
    delete find(".qa-review").dataset.open;
    qa.address("#review");
    qa.places.training = "#review";
    say(said);
    if (said) find("#qa-item").replaceChildren();
    find(`#qa-bank a[data-id="${CSS.escape(id)}"]`)?.focus();
  }

  async function save(form) {
    const { id, seen } = form.dataset;
    find("#qa-item .qa-item-conflict")?.remove();
    settle(form, id, await ask("item_save", [id, Number(seen), pairs(form)]), true);
  }

  async function decide(action, told = null) {
    const form = find("#qa-item-form");
    const { id, seen } = form.dataset;
    const reply = await ask("item_decide", [id, Number(seen), action, told]);
    settle(form, id, reply, action === "again");
  }

  // What the server has made of a change. `whole`: the form's own words were saved or replaced.
  function settle(form, id, reply, whole) {
    if (reply.error) return;
    say(reply.said);
    if (reply.conflict) {
      find("#qa-item .qa-item-conflict")?.remove();
      form.insertAdjacentHTML("beforebegin", reply.conflict);
      find("#qa-item .qa-item-conflict button").focus();
      return;
    }
    if (whole) drafts.delete(id);
    if (!reply.html && !reply.gone) return tellDraft(form);
    show(reply, id);
    const fresh = new DOMParser().parseFromString(reply.html || "", "text/html");
    if (drafts.has(id))
      drafts.get(id).dataset.seen = fresh.querySelector("#qa-item-form").dataset.seen;
    list();
    find("#qa-item .qa-item")?.focus();
    find("#qa-item").scrollTop = 0; // what the prover says stands on top
  }

  function tellDraft(form) {
    const { id } = form.dataset;
    form.querySelector("[data-do='discard']").hidden = !drafts.has(id);
    markRows();
  }

  function touch(form) {
    drafts.set(form.dataset.id, form);
    tellDraft(form);
  }

  // --- the rows of a form: options, blanks, points --------------------------------------------

  function number(rows) {
    [...rows.children].forEach((row, at) => {
      const mark = row.querySelector("b");
      const before = mark.textContent;
      mark.textContent = /[A-Z]/.test(before) ? LETTERS[at] : String(at + 1);
      for (const named of row.querySelectorAll("[aria-label]"))
        named.setAttribute(
          "aria-label",
          named.getAttribute("aria-label").replace(before, mark.textContent)
        );
    });
  }

  function changeRows(button) {
    const rows = button.closest("fieldset").querySelector(".qa-item-rows");
    if (button.dataset.row === "add") {
      if (rows.children.length >= LETTERS.length) return say("不能再添加了。");
      const row = rows.lastElementChild.cloneNode(true);
      for (const area of row.querySelectorAll("textarea")) area.value = area.textContent = "";
      for (const box of row.querySelectorAll("input")) box.checked = false;
      rows.append(row);
    } else if (rows.children.length > 1) button.closest("li").remove();
    else return say("至少要有一项。");
    number(rows);
    rows.lastElementChild.querySelector("textarea").focus();
    touch(button.closest("form"));
  }

  // --- the sheet for Excel ----------------------------------------------------------------------

  async function send(file) {
    if (file.size > LARGEST) return say("文件太大，最多 5 MB。什么也没有导入。", true);
    say("正在逐行核对……", true);
    const address = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => resolve(null);
      reader.readAsDataURL(file);
    });
    if (address === null) return say("这个文件读不出来，什么也没有导入。", true);
    const data = address.split(",")[1] || "";
    const reply = await ask("bank_import", [file.name, data]);
    if (reply.error) return;
    say("");
    find("#qa-review-report").innerHTML = reply.html;
    find("#qa-review-report").focus();
    list();
    const id = find("#qa-item-form")?.dataset.id;
    if (id && !drafts.has(id)) show(await ask("item_open", [id]), id);
  }

  async function exported() {
    say("正在导出……", true);
    const file = await ask("bank_export", [pairs(find("#qa-bank-finder"))]);
    if (file.error) return;
    qa.save(file.name, file.data);
    say(`已下载“${file.name}”。改好后从“导入审题表”交回，编号和版本两列不要改。`);
  }

  // --- presses ------------------------------------------------------------------------------------

  const DO = {
    back: () => close(""),
    reload: () => giveUp(),
    discard: () => giveUp(),
    overwrite: (button) => {
      const form = find("#qa-item-form");
      form.dataset.seen = button.dataset.seen;
      save(form);
    },
    again: (button) => decide("again", Number(button.dataset.number)),
  };

  function giveUp() {
    const { id } = find("#qa-item-form").dataset;
    drafts.delete(id);
    open(id);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#q-']");
    if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      const place = link.getAttribute("href");
      qa.address(place);
      return open(place.slice(3));
    }
    const button = event.target.closest(".qa-review button");
    if (!button) return;
    const { page: wanted, row, excel, do: action } = button.dataset;
    if (wanted) {
      page = Number(wanted);
      list().then(() => find("#qa-bank").scrollIntoView({ block: "nearest" }));
    } else if (row) changeRows(button);
    else if (excel === "export") exported();
    else if (excel === "import") find("#qa-review-file").click();
    else if (excel === "close") find("#qa-review-report").replaceChildren();
    else if (action) (DO[action] || (() => decide(action)))(button);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.closest(".qa-review")) return;
    event.preventDefault();
    if (event.target.id === "qa-item-form") save(event.target);
    if (event.target.id === "qa-item-reject")
      decide("reject", event.target.elements.reason.value);
  });
  document.addEventListener("input", (event) => {
    const form = event.target.closest("#qa-item-form");
    if (form) touch(form);
  });
  document.addEventListener("change", (event) => {
    const input = event.target;
    if (input.id !== "qa-review-file" || !input.files.length) return;
    send(input.files[0]);
    input.value = "";
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches(".qa-item-rows textarea"))
      event.preventDefault(); // one line each
  });
  window.addEventListener("beforeunload", (event) => drafts.size && event.preventDefault());

  qa.routes.push([/^#q-([\w-]+)$/, ([, id]) => open(id)]);
  qa.whenShown("#qa-bank-finder", list);
}
