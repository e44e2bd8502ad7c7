// SPDX-License-Identifier: EUPL-1.2
// Drafts that save themselves. A form with data-draft-url posts its fields there a second after the last key, when a field
// is left and when the page is hidden; without a connection the text stays in the form and is sent when it is back.
//
// The address answers 200 {"saved": ISO time, "version": ...}, 409 or 400 {"message": words}. A redirect means logged out.
const DELAY = 1000;
const FIRST_RETRY = 2000;
const LAST_RETRY = 60000;
const words = document.getElementById("fv-words")?.dataset ?? {};

/** One form and what is known about its draft. */
class Draft {
  constructor(form) {
    this.form = form;
    this.version = form.dataset.draftVersion ?? "";
    this.status = this.#statusLine();
    this.savedText = this.#text();
    this.timer = 0;
    this.retry = FIRST_RETRY;
    this.sending = false;
    this.refusedText = null;
    this.tokenFor = null;
    this.submitWaits = false;
    this.submitted = false;
    form.addEventListener("input", () => this.#later(DELAY));
    form.addEventListener("change", () => this.#later(DELAY));
    form.addEventListener("focusout", () => this.save());
    // In the capture phase, so that htmx does not send what is held back.
    form.addEventListener("submit", (event) => this.#submitting(event), true);
    form.addEventListener("keydown", (event) => this.#leaving(event));
  }

  get unsaved() {
    return this.#text() !== this.savedText;
  }

  /** Sends what has changed; says how it went. Never throws. */
  async save() {
    const text = this.#text();
    if (this.sending || text === this.savedText || text === this.refusedText) {
      return;
    }
    this.#stopTimer();
    this.sending = true;
    try {
      const answer = await fetch(this.form.dataset.draftUrl, this.#request());
      await this.#heard(answer, text);
    } catch {
      this.#noConnection();
    } finally {
      this.sending = false;
    }
    if (!this.timer && ![text, this.savedText].includes(this.#text())) {
      this.#later(DELAY);
    }
  }

  /** The connection is back: send at once, and say that a submit that was held can be pressed again. */
  async connectionBack() {
    await this.save();
    if (this.submitWaits && !this.unsaved) {
      this.submitWaits = false;
      this.#say("saved", words.submitReady);
    }
  }

  /** The page goes away: the browser finishes a keepalive request after the page is gone. */
  lastChance() {
    if (this.unsaved && !this.sending) {
      fetch(this.form.dataset.draftUrl, { ...this.#request(), keepalive: true }).catch(() => undefined);
    }
  }

  #request() {
    const body = this.#fields();
    body.set("draft_version", this.version);
    return {
      method: "POST",
      body,
      credentials: "same-origin",
      redirect: "manual",
      headers: { "X-Draft": "1", "X-CSRFToken": body.get("csrfmiddlewaretoken") ?? "", Accept: "application/json" },
    };
  }

  async #heard(answer, text) {
    if (answer.type === "opaqueredirect" || answer.status === 401) {
      this.#say("waiting", words.draftLoggedOut);
      this.#later(LAST_RETRY);
      return;
    }
    if (answer.status === 403 && this.tokenFor !== text && (await this.#freshToken())) {
      this.tokenFor = text;
      this.#later(0);
      return;
    }
    const said = await answer.json().catch(() => ({}));
    if (answer.ok) {
      this.savedText = text;
      this.version = String(said.version ?? this.version);
      this.form.dataset.draftVersion = this.version;
      this.retry = FIRST_RETRY;
      this.#say("saved", `${words.draftSaved} ${this.#clock(said.saved)}`);
    } else if (answer.status >= 500 || answer.status === 429) {
      this.#noConnection();
    } else {
      this.#say("waiting", said.message ?? words.draftRefused);
      this.refusedText = text;
    }
  }

  /** Whoever logged in again in another tab has a new proof against forged requests; the page as it is now holds it. */
  async #freshToken() {
    const answer = await fetch(window.location.href, { credentials: "same-origin", redirect: "manual", cache: "no-store" });
    if (!answer.ok) {
      return false;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("form[data-draft-url] [name='csrfmiddlewaretoken']")?.value;
    if (token) {
      document.querySelectorAll("[name='csrfmiddlewaretoken']").forEach((field) => { field.value = token; });
      document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": token }));
    }
    return Boolean(token);
  }

  #noConnection() {
    this.#say("waiting", words.draftOffline);
    this.#later(this.retry);
    this.retry = Math.min(this.retry * 2, LAST_RETRY);
  }

  #later(delay) {
    this.#stopTimer();
    this.timer = window.setTimeout(() => { this.timer = 0; this.save(); }, delay);
  }

  #stopTimer() {
    window.clearTimeout(this.timer);
    this.timer = 0;
  }

  /** Without a connection the browser would show its own error page in place of the text: save first, then let it go. */
  async #submitting(event) {
    if (!this.unsaved || this.submitted) {
      this.submitted = true;
      this.#stopTimer();
      return;
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    await this.#settled();
    await this.save();
    if (this.unsaved && this.refusedText === null) {
      this.submitWaits = true;
      this.#say("waiting", words.submitOffline);
      return;
    }
    // A refused draft still goes: the page of the form itself shows both texts of a conflict.
    this.submitted = true;
    this.form.requestSubmit(event.submitter);
  }

  /**
   * Resolves when no request is under way, and never within the event that asked: a browser ignores requestSubmit while
   * it is still telling of a submit.
   */
  async #settled() {
    do {
      await new Promise((resolve) => { window.setTimeout(resolve, 20); });
    } while (this.sending);
  }

  /** Escape leaves the form with the draft kept: to the form's own way out, else out of the field. */
  async #leaving(event) {
    if (event.key !== "Escape" || event.isComposing || event.defaultPrevented) {
      return;
    }
    await this.save();
    const out = this.form.querySelector("a.fv-cancel");
    if (out && !this.unsaved) {
      out.click();
    } else {
      document.activeElement?.blur();
    }
  }

  #text() {
    const data = this.#fields();
    data.delete("csrfmiddlewaretoken");
    return JSON.stringify([...data]);
  }

  /** Every field but files: those are sent once, when the form is. */
  #fields() {
    const data = new FormData(this.form);
    [...data].filter(([, value]) => value instanceof File).forEach(([name]) => data.delete(name));
    return data;
  }

  #clock(moment) {
    const when = moment ? new Date(moment) : new Date();
    return when.toLocaleTimeString(document.documentElement.lang || "da", { hour: "2-digit", minute: "2-digit", hour12: false });
  }

  #say(state, text) {
    this.status.dataset.state = state;
    if (this.status.textContent !== text) {
      this.status.textContent = text ?? "";
    }
  }

  #statusLine() {
    const line = this.form.querySelector(".fv-draft-status") ?? document.createElement("p");
    if (!line.isConnected) {
      line.className = "fv-draft-status";
      line.setAttribute("role", "status");
      (this.form.querySelector(".fv-buttons") ?? this.form).after(line);
    }
    return line;
  }
}

const drafts = new Map();

/** Finds the draft forms of a page or of a part that was swapped in. */
function wakeDrafts(part) {
  part.querySelectorAll("form[data-draft-url]").forEach((form) => {
    if (!drafts.has(form)) {
      drafts.set(form, new Draft(form));
    }
  });
}

function living() {
  for (const form of drafts.keys()) {
    if (!form.isConnected) {
      drafts.delete(form);
    }
  }
  return [...drafts.values()];
}

wakeDrafts(document);
document.addEventListener("htmx:afterSettle", (event) => wakeDrafts(event.detail.elt));
window.addEventListener("online", () => living().forEach((draft) => draft.connectionBack()));
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") {
    living().forEach((draft) => draft.lastChance());
  } else {
    living().forEach((draft) => draft.save());
  }
});
["pageshow", "htmx:afterRequest"].forEach((name) => window.addEventListener(name, () => {
  living().forEach((draft) => { draft.submitted = false; });
}));
window.addEventListener("beforeunload", (event) => {
  if (living().some((draft) => draft.unsaved && !draft.submitted)) {
    event.preventDefault();
  }
});
