// One key a decision, where nothing is being typed. "r" asks for the reason first.
"use strict";
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, select, textarea")) return;
  const control = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!control) return;
  event.preventDefault();
  const reason = document.getElementById("reason");
  if (control.value === "reject" && reason && !reason.value.trim()) reason.focus();
  else control.click();
});
const reason = document.getElementById("reason");
if (reason) {
  reason.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    document.querySelector('[data-key="r"]').click();
  });
}
