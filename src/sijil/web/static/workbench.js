"use strict";

// One key a decision, where nothing is being typed. Physical keys count too, so that an Arabic keyboard works.
const letter = (event) => {
  const key = event.key.toLowerCase();
  return /^[\x21-\x7e]$/.test(key) ? key : event.code.replace(/^Key/, "").toLowerCase();
};
document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys !== "on") return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (event.target.closest("input, select, textarea")) return;
  const control = document.querySelector(`[data-key="${CSS.escape(letter(event))}"]`);
  if (!control || control.disabled) return;
  event.preventDefault();
  if (control.value === "reject" && reason && !reason.value.trim()) reason.focus();
  else control.click();
});
const reason = document.getElementById("reason");
if (reason) {
  reason.addEventListener("keydown", (event) => {
    if (event.key === "Escape") reason.blur();
    if (event.key !== "Enter") return;
    event.preventDefault();
    document.querySelector('[data-key="r"]').click();
  });
}

// Correcting a claim: words selected in the text go into the field that was last entered, with their place.
// Places count code points, as the case does; a string here counts UTF-16 units.
const passage = document.getElementById("passage");
const correct = document.getElementById("correct");
if (passage && correct) {
  const words = [...correct.querySelectorAll("input[data-words]")];
  const placeOf = (input) => input.nextElementSibling;
  const first = new Map(words.map((input) => [input, input.value + "\0" + placeOf(input).value]));
  const chosen = new Map([...correct.querySelectorAll("select")].map((select) => [select, select.value]));
  let active = null;

  const offset = (node, at) => {
    const piece = node.nodeType === Node.TEXT_NODE ? node.parentElement.closest("[data-start]") : null;
    return piece ? Number(piece.dataset.start) + [...node.data.slice(0, at)].length : null;
  };
  const selected = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return null;
    const range = selection.getRangeAt(0);
    if (!passage.contains(range.commonAncestorContainer)) return null;
    const pieces = [...passage.querySelectorAll("[data-start]")].filter((piece) => range.intersectsNode(piece));
    let text = "", start = null, end = null;
    for (const piece of pieces) {
      const node = piece.firstChild;
      if (!node) continue;
      const from = node === range.startContainer ? range.startOffset : 0;
      const to = node === range.endContainer ? range.endOffset : node.data.length;
      if (from >= to) continue;
      if (start !== null && offset(node, from) !== end) return null;
      if (start === null) start = offset(node, from);
      end = offset(node, to);
      text += node.data.slice(from, to);
    }
    const before = [...text].length - [...text.trimStart()].length;
    const after = [...text].length - [...text.trimEnd()].length;
    return text.trim() ? { words: text.trim(), at: `${start + before}-${end - after}` } : null;
  };
  const changed = () => {
    const now = words.some((input) => first.get(input) !== input.value + "\0" + placeOf(input).value)
      || [...chosen].some(([select, value]) => select.value !== value);
    for (const one of document.querySelectorAll("[data-plain]")) one.hidden = now;
    for (const one of document.querySelectorAll("[data-corrected]")) one.hidden = !now;
  };
  const take = () => {
    const found = active && selected();
    if (!found) return false;
    active.value = found.words;
    placeOf(active).value = found.at;
    changed();
    return true;
  };

  for (const input of words) {
    input.addEventListener("focus", () => { active = input; });
    input.addEventListener("input", () => { placeOf(input).value = ""; changed(); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") { event.preventDefault(); passage.focus(); }
      if (event.key === "Escape") input.blur();
    });
  }
  for (const select of chosen.keys()) select.addEventListener("change", changed);
  correct.addEventListener("toggle", () => { if (correct.open && !active) words[0]?.focus(); });
  passage.addEventListener("mouseup", () => { if (correct.open) take(); });

  // By keyboard: arrows go from word to word, with Shift they take one more, Enter puts them into the field.
  const step = (event) => {
    const selection = document.getSelection();
    if (!passage.contains(selection.anchorNode)) {
      const quoted = passage.querySelector(".quoted")?.firstChild;
      if (!quoted) return;
      selection.collapse(quoted, 0);
    }
    const line = selection.anchorNode.parentElement.closest("blockquote");
    const leftToRight = !line || getComputedStyle(line).direction === "ltr";
    const forward = (event.key === "ArrowRight") === leftToRight;
    if (!event.shiftKey && forward) selection.collapseToEnd();
    if (!event.shiftKey && !forward) selection.collapseToStart();
    selection.modify("extend", forward ? "forward" : "backward", "word");
  };
  passage.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
      event.preventDefault();
      step(event);
    } else if (event.key === "Enter" && correct.open && take()) {
      event.preventDefault();
      active.focus();
    }
  });
}

// Handing files over: one after another, each with its progress; what works behind the pages is asked for every second.
const adding = document.getElementById("adding");
if (adding) {
  const sending = document.getElementById("sending");
  const drop = adding.querySelector(".drop");
  const said = (item, words) => { item.lastElementChild.textContent = words; };
  const shownFor = (file) => {
    const item = document.createElement("li");
    const name = document.createElement("bdi");
    const bar = document.createElement("progress");
    name.textContent = file.name;
    bar.max = file.size || 1;
    bar.setAttribute("aria-label", file.name);
    const words = document.createElement("span");
    words.setAttribute("role", "status");
    item.append(name, bar, words);
    sending.append(item);
    return item;
  };
  const send = (file, item) => new Promise((resolve) => {
    const bar = item.querySelector("progress");
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => { bar.value = event.loaded; };
    request.onload = () => {
      bar.value = bar.max;
      said(item, request.status === 201 ? adding.dataset.received : request.responseText.slice(0, 500));
      resolve();
    };
    request.onerror = () => { said(item, adding.dataset.cut); resolve(); };
    request.open("POST", "/evidence/add");
    request.setRequestHeader("X-CSRFToken", adding.dataset.token);
    request.setRequestHeader("X-File-Name", encodeURIComponent(file.name));
    request.setRequestHeader("Content-Type", "application/octet-stream");
    request.send(file);
  });
  let queue = Promise.resolve();
  const handOver = (files) => {
    for (const file of files) {
      const item = shownFor(file);
      queue = queue.then(() => send(file, item)).then(look);
    }
  };
  let watching = false;
  const part = async (path, id) => {
    const answer = await fetch(path);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = answer.ok && page.getElementById(id);
    const now = document.getElementById(id);
    if (found && found.outerHTML !== now.outerHTML) now.replaceWith(found);
    return found;
  };
  const look = async () => {
    if (watching) return;
    watching = true;
    let now = await part("/evidence/work", "work");
    while (now && now.dataset.at === "work") {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      now = await part("/evidence/work", "work");
    }
    watching = false;
    await part(location.href, "items");
  };
  document.getElementById("files").addEventListener("change", (event) => {
    handOver(event.target.files);
    event.target.value = "";
  });
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    handOver(event.dataTransfer.files);
  });
  if (document.getElementById("work").dataset.at === "work") look();
}
