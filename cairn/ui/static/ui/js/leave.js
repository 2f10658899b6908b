// Quick exit, at once: blank the page, end the session behind it, replace the entry in history.
document.addEventListener("submit", (event) => {
  const form = event.target.closest(".quick-exit");
  if (!form) return;
  event.preventDefault();
  document.documentElement.hidden = true;
  document.title = "";
  fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" }).catch(() => {});
  sessionStorage.clear();
  document.dispatchEvent(new Event("cairn:leave"));
  location.replace(form.dataset.leaveTo);
});
