// Below an answer: copying it as official text, saying whether it was of use.
{
  const given = new Map(); // "conversation turn" -> true or false, as the server has it
  const asked = new Set(); // conversations whose opinions have been fetched

  const placeOf = (element) => element.closest(".qa-opinion").querySelector(".qa-place").textContent;

  // gradio may draw a message anew: what was said is put back on its buttons
  function mend() {
    document.querySelectorAll("#qa-chat .qa-opinion").forEach((opinion) => {
      const place = placeOf(opinion.firstChild);
      const useful = given.get(place);
      const [yes, no] = opinion.querySelectorAll("button");
      for (const [button, on] of [[yes, useful === true], [no, useful === false]])
        if (button.getAttribute("aria-pressed") !== String(on))
          button.setAttribute("aria-pressed", String(on));
      const conversation = place.split(" ")[0];
      if (!asked.has(conversation)) fetchOpinions(conversation);
    });
  }

  async function fetchOpinions(conversation) {
    asked.add(conversation);
    const [reply] = await qa.call("opinions", [Number(conversation)]).catch(() => [{}]);
    for (const [number, useful] of Object.entries(reply.given || {}))
      given.set(`${conversation} ${number}`, useful);
    mend();
  }

  async function send(opinion, useful, why) {
    const place = placeOf(opinion.firstChild);
    let reply = { said: "没有送到服务器，请稍候再试。", failed: true };
    try {
      [reply] = await qa.call("feedback", [place.split(" ").map(Number), useful, why]);
    } catch {
      // said below
    }
    if (!reply.failed) {
      if (useful === null) given.delete(place);
      else given.set(place, useful);
      mend();
    }
    tell(opinion, reply.said);
    return !reply.failed;
  }

  function tell(opinion, words) {
    let said = opinion.querySelector(".qa-said");
    if (!said) {
      said = document.createElement("span");
      said.className = "qa-said";
      said.setAttribute("role", "status");
      opinion.append(said);
    }
    said.textContent = words;
    clearTimeout(said.timer);
    said.timer = setTimeout(() => (said.textContent = ""), 6000);
  }

  function openForm(opinion) {
    const foot = opinion.closest(".qa-foot");
    const other = foot.parentElement.querySelector(".qa-why-form");
    if (other) return other.querySelector("input").focus();
    const form = document.getElementById("qa-why-form").content.firstElementChild.cloneNode(true);
    foot.after(form);
    form.querySelector("input").focus();
    form.scrollIntoView({ block: "nearest" });
    const close = () => {
      form.remove();
      opinion.querySelector(".qa-useless").focus();
    };
    form.querySelector(".qa-cancel").addEventListener("click", close);
    form.addEventListener("keydown", (event) => event.key === "Escape" && close());
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const values = new FormData(form);
      const why = [values.get("reason") || "", values.get("comment") || ""];
      if (await send(opinion, false, why)) close();
    });
  }

  document.addEventListener("click", async (event) => {
    const official = event.target.closest(".qa-official");
    if (official) {
      const done = await qa.copy(official.parentElement.querySelector(".qa-official-text").textContent);
      official.focus();
      qa.flash(official, done ? "已复制" : "未能复制", done);
    }
    const judged = event.target.closest(".qa-useful, .qa-useless");
    if (!judged) return;
    const opinion = judged.closest(".qa-opinion");
    const pressed = judged.getAttribute("aria-pressed") === "true";
    if (pressed) send(opinion, null, ["", ""]);
    else if (judged.matches(".qa-useful")) send(opinion, true, ["", ""]);
    else openForm(opinion);
  });

  qa.changed.push(mend);
}
