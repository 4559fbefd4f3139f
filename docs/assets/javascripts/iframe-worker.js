// Lets the search run on file://, where browsers start no worker from a file: a stand-in for Worker that loads the
// worker's script into a hidden frame. The interface is that of iframe-worker 1.0.4
// (https://github.com/squidfunk/iframe-worker), which Material for MkDocs expects: `IFrameWorker` in the page, and in
// the frame an `importScripts` that returns a promise. That one writes an inline script, which differs with the folder
// that the site lies in, so that no Content-Security-Policy could name its hash; this one writes none.
"use strict";
(() => {
  class IFrameWorker extends EventTarget {
    constructor(url) {
      super();
      this.onmessage = null;
      this.onerror = null;
      const frame = (this.frame = document.createElement("iframe"));
      frame.hidden = true;
      document.body.append(frame);
      const inside = frame.contentWindow;
      // Written, the frame is complete; some browsers would otherwise load an empty page into it a moment later.
      inside.document.open();
      inside.document.write("<!doctype html><title>Search</title><body>");
      inside.document.close();

      // A message reaches the other side later and as a copy, as between a page and a worker.
      const send = (target, data) => {
        const copy = structuredClone(data);
        setTimeout(() => target.dispatchEvent(new MessageEvent("message", { data: copy })));
      };
      const load = (source) =>
        new Promise((resolve, reject) => {
          const script = inside.document.createElement("script");
          script.src = source;
          script.onload = resolve;
          script.onerror = () => reject(new Error(`${source} cannot be loaded.`));
          inside.document.body.append(script);
        });

      inside.postMessage = (data) => send(this, data);
      inside.importScripts = (...sources) => sources.reduce((before, next) => before.then(() => load(next)), Promise.resolve());
      inside.addEventListener("error", ({ message, error }) => {
        this.dispatchEvent(new ErrorEvent("error", { message, error, filename: `${url}` }));
      });
      this.addEventListener("message", (event) => this.onmessage?.(event));
      this.addEventListener("error", (event) => this.onerror?.(event));

      // What is sent before the script has run waits for it.
      const ready = load(url);
      ready.catch((error) => this.dispatchEvent(new ErrorEvent("error", { message: error.message, error, filename: `${url}` })));
      this.postMessage = (data) => {
        ready.then(() => send(inside, data), () => {});
      };
    }

    terminate() {
      this.frame.remove();
    }
  }

  window.IFrameWorker = IFrameWorker;
  if (location.protocol === "file:") window.Worker = IFrameWorker;
})();
