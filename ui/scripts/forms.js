// The English names of gradio's form controls, in Chinese.
{
  const WORDS = [
    [/^number input for (.+)$/, "$1"],
    [/^range slider for (.+)$/, "$1（滑块）"],
    [/^Reset to default value$/, "恢复默认值"],
  ];
  qa.changed.push(() => {
    for (const control of document.querySelectorAll(".qa-form [aria-label]")) {
      const name = control.getAttribute("aria-label");
      for (const [english, chinese] of WORDS)
        if (english.test(name)) control.setAttribute("aria-label", name.replace(english, chinese));
    }
  });
}
