// 出卷: the form's counts, the preview and what its buttons do. The paper is kept in this page.
{
  const KEPT = "qa-paper"; // in the session's storage: a reload brings the paper back
  const PAUSE = 250; // milliseconds after a change before the items are counted again
  const form = () => document.querySelector("#qa-blueprint");
  const place = () => document.querySelector("#qa-paper");
  const fields = () => [...new FormData(form())].map(([name, value]) => [name, String(value)]);
  let paper = null; // {record, version} as the server gave it
  let shown = ""; // the preview as it stands: what has not changed is not drawn again
  let before = []; // what it was before each change by hand
  let pause = 0;

  // --- the form ---------------------------------------------------------------------------

  async function count() {
    const [found] = await qa.call("paper_supply", [fields()]).catch(() => [null]);
    if (!found || !form()) return;
    document.querySelector("#qa-paper-supply").textContent = found.told || found.error;
    if (found.error) return;
    for (const cell of form().querySelectorAll(".qa-paper-supplied")) {
      const { kind, chapter } = cell.dataset;
      cell.textContent = `${(kind ? found.kinds[kind] : found.chapters[chapter]) ?? 0} 题`;
    }
  }

  function tellChoices() {
    for (const summary of form().querySelectorAll("[data-chosen]")) {
      const names = summary.dataset.chosen.split(" ");
      const inputs = names.flatMap((name) => [...form().querySelectorAll(`[name^="${name}"]`)]);
      const words = inputs
        .filter((input) => (input.dataset.tell ? input.value.trim() : input.checked))
        .map((input) =>
          input.dataset.tell ? input.dataset.tell + input.value : input.closest("label").textContent
        );
      const several = words.length > 3 ? `已选 ${words.length} 项` : words.join("、");
      summary.textContent = several || summary.dataset.none;
    }
  }

  // Quotas say which kinds, and their sum is the number of items.
  function tellQuotas(changed) {
    const quotas = [...form().querySelectorAll("[name^='quota-']")];
    const kind = changed?.name.startsWith("quota-") && changed.closest("li").querySelector("[name='kind']");
    const given = quotas.some((quota) => /[^0\s]/.test(quota.value));
    if (kind) kind.checked = /[^0\s]/.test(changed.value);
    if (changed?.name === "kind" && !changed.checked)
      changed.closest("li").querySelector("[name^='quota-']").value = "";
    const { count } = form().elements;
    if (given && !count.disabled) count.dataset.before = count.value;
    if (given) count.value = quotas.reduce((sum, quota) => sum + (parseInt(quota.value) || 0), 0);
    else if (count.disabled) count.value = count.dataset.before;
    count.disabled = given;
  }

  document.addEventListener("input", (event) => {
    if (!event.target.closest("#qa-blueprint")) return;
    tellQuotas(event.target);
    if (event.target.name === "count") form().querySelector("[value='count']").checked = true;
    tellChoices();
    clearTimeout(pause);
    if (/^(kind|chapter|share|quota)/.test(event.target.name)) pause = setTimeout(count, PAUSE);
  });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("#qa-blueprint")) return;
    event.preventDefault();
    document.querySelector("#qa-papers-go button.primary").click();
  });

  // --- the preview ------------------------------------------------------------------------

  // `remember`: what the paper was before; `record`: what it stays, where it is only shown again,
  // so that an item that may not stand in it for now comes back once it is mended.
  function show(reply, { remember = null, record = null } = {}) {
    say(reply.error || reply.said, Boolean(reply.error));
    if (reply.error) return;
    if (remember) before.push(remember);
    paper = { record: record || reply.record, version: reply.version };
    sessionStorage.setItem(KEPT, JSON.stringify(paper));
    if (reply.html !== shown) render(reply.html);
    place().querySelector("[data-undo]").hidden = !before.length;
  }

  function render(html) {
    shown = html;
    const answers = place().querySelector("[data-answers]")?.checked;
    const format = place().querySelector("[data-format]")?.value;
    const open = [...place().querySelectorAll(".qa-paper-entry:has(details[open])")].map(
      (entry) => entry.dataset.item
    );
    place().innerHTML = html;
    if (format) place().querySelector("[data-format]").value = format;
    if (answers) place().querySelector("[data-answers]").click();
    for (const entry of place().querySelectorAll(".qa-paper-entry"))
      if (open.includes(entry.dataset.item)) entry.querySelector("details").open = true;
  }

  const say = (sentence, stays = false) =>
    qa.tell(document.querySelector("#qa-paper-said"), sentence, stays);

  async function ask(name, data, options) {
    place().setAttribute("aria-busy", "true");
    try {
      const [reply] = await qa.call(name, data);
      show(reply, options);
      return reply;
    } catch {
      say("与服务器的连接断了，没有完成。请稍候再试。", true);
      return { error: true };
    } finally {
      place().removeAttribute("aria-busy");
    }
  }

  async function change(button) {
    const entry = button.closest(".qa-paper-entry");
    const entries = [...place().querySelectorAll(".qa-paper-entry")];
    const at = entries.indexOf(entry);
    const { record, version } = paper;
    const data = [record, version, button.dataset.act, entry.dataset.item];
    const reply = await ask("paper_change", data, { remember: paper });
    if (reply.error) return;
    const now = place().querySelectorAll(".qa-paper-entry");
    const next = now[Math.min(at, now.length - 1)];
    if (button.dataset.act === "exchange") next.classList.add("qa-paper-fresh");
    next.querySelector("button[data-act]").focus({ preventScroll: true });
  }

  const again = ({ record }, version) => ask("paper_show", [record, version], { record });

  async function undo() {
    const earlier = before.pop();
    await again(earlier, earlier.version);
    const button = place().querySelector("[data-undo]");
    (button.hidden ? place().querySelector("[data-save]") : button).focus();
  }

  async function save(button) {
    const format = place().querySelector("[data-format]").value;
    button.disabled = true;
    say("正在生成文件……", true);
    try {
      const [file] = await qa.call("paper_file", [paper.record, format]);
      if (!file.error) qa.save(file.name, file.data);
      say(file.error || `已下载“${file.name}”。`, Boolean(file.error));
    } catch {
      say("与服务器的连接断了，没有下载。请稍候再试。", true);
    } finally {
      button.disabled = false;
    }
  }

  document.addEventListener("qa-paper-drawn", (event) => {
    if (!event.detail) return;
    before = [];
    show(event.detail);
    if (innerWidth < 900)
      place().scrollIntoView({ behavior: qa.calm() ? "auto" : "smooth", block: "start" });
  });

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#qa-paper button");
    if (!button || !paper) return;
    if (button.dataset.version) again(paper, button.dataset.version);
    else if (button.dataset.act) change(button);
    else if ("undo" in button.dataset) undo();
    else if ("save" in button.dataset) save(button);
    else if ("print" in button.dataset) print();
    else if (button.dataset.seed) {
      form().elements.seed.value = button.dataset.seed;
      tellChoices();
      qa.flash(button, "已填入");
    }
  });
  document.addEventListener("change", (event) => {
    if (!event.target.matches("#qa-paper [data-answers]")) return;
    for (const answer of place().querySelectorAll(".qa-paper-entry details"))
      answer.open = event.target.checked;
  });

  // --- on paper: the sheet alone, where it is what is being looked at ---------------------------

  const AROUND = "#qa-header, #qa-notice, .tab-wrapper";
  const around = (hidden) => {
    for (const element of document.querySelectorAll(AROUND))
      element.classList.toggle("qa-paper-unprinted", hidden);
  };
  window.addEventListener("beforeprint", () =>
    around(Boolean(place()?.querySelector(".qa-paper-sheet")?.checkVisibility()))
  );
  window.addEventListener("afterprint", () => around(false));

  // --- whenever the section comes into view: what has been changed since in 审题 -----------------

  qa.whenShown("#qa-blueprint", async () => {
    tellQuotas();
    tellChoices();
    count();
    paper ??= JSON.parse(sessionStorage.getItem(KEPT) || "null");
    const reply = paper && (await again(paper, paper.version));
    if (reply && typeof reply.error === "string" && !shown) {
      sessionStorage.removeItem(KEPT); // of another version of this program: it is of no use
      paper = null;
    }
  });
}
