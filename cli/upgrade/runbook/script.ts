/** Checklist and copying. The page says the same without it. */
export const SCRIPT = `
"use strict";
(() => {
  const key = "scaling-tiers-runbook-" + document.documentElement.dataset.digest;
  const boxes = [...document.querySelectorAll("input[type=checkbox]")];
  const progress = document.querySelector(".progress");
  const status = document.querySelector("#status");
  // A page that is opened from a file may have no storage; then the ticks live as long as the page.
  const storage = (() => { try { return window.localStorage; } catch { return undefined; } })();
  const done = new Set(JSON.parse(storage?.getItem(key) ?? "[]"));
  const show = () => { progress.textContent = boxes.filter((box) => box.checked).length + " of " + boxes.length + " phases done"; };
  for (const box of boxes) {
    box.checked = done.has(box.id);
    box.addEventListener("change", () => {
      storage?.setItem(key, JSON.stringify(boxes.filter(({ checked }) => checked).map(({ id }) => id)));
      show();
    });
  }
  show();
  for (const button of document.querySelectorAll("button")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const code = button.parentElement.matches(".commands") ? button.parentElement : button.previousElementSibling;
      const lines = code.matches("pre") ? [code] : [...code.querySelectorAll("code")];
      try {
        await navigator.clipboard.writeText(lines.map(({ textContent }) => textContent).join("\\n"));
        status.textContent = "Copied.";
      } catch {
        getSelection().selectAllChildren(code);
        status.textContent = "Selected: copy it with the keyboard.";
      }
    });
  }
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = [...document.querySelectorAll("details:not([open])")];
    for (const each of closed) each.open = true;
  });
  addEventListener("afterprint", () => { for (const each of closed) each.open = false; });
})();
`;
