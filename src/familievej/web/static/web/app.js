// SPDX-License-Identifier: EUPL-1.2
// What every page does beyond plain HTML. Nothing here is needed to use a page.
// dkfds is loaded before this file; its components (menus, tables, tooltips) wake on init.
if (window.DKFDS) {
  window.DKFDS.init();
}

/** Screen readers hear what changed: the focus goes to what the part names, else to its list of faults. */
function moveFocus(part) {
  const target = part.querySelector("[data-module='error-summary'], [data-focus]");
  if (target) {
    target.focus({ preventScroll: false });
  } else if (part.matches("main")) {
    part.focus();
  }
}

document.addEventListener("htmx:afterSettle", (event) => {
  const part = event.detail.elt;
  if (part instanceof HTMLElement && part.isConnected) {
    moveFocus(part);
  }
});

/** A part that could not be fetched is said aloud; the page stays as it was. */
function say(words) {
  const live = document.getElementById("fv-live");
  if (live) {
    live.textContent = "";
    window.setTimeout(() => { live.textContent = words; }, 50);
  }
}

const words = document.getElementById("fv-words")?.dataset ?? {};
document.addEventListener("htmx:sendError", () => say(words.offline ?? ""));
document.addEventListener("htmx:responseError", () => say(words.failed ?? ""));

// django-allauth tells of a passkey that was refused or cancelled.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  say(words.passkey ?? "");
});

// A second press of the same button is not a second act. The button itself is not disabled, so its name and value are
// sent, and a page fetched from the back-forward cache works again.
const sent = new WeakMap();
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") {
    return;
  }
  if (Date.now() - (sent.get(event.target) ?? 0) < 5000) {
    event.preventDefault();
    return;
  }
  sent.set(event.target, Date.now());
  event.submitter?.setAttribute("aria-disabled", "true");
});
function wake() {
  document.querySelectorAll("form").forEach((form) => sent.delete(form));
  document.querySelectorAll("[aria-disabled='true']").forEach((button) => button.removeAttribute("aria-disabled"));
}
window.addEventListener("pageshow", wake);
document.addEventListener("htmx:afterRequest", wake);
