// Corrects a transcript by click and by key. Without scripts each passage has a page with the same form.
const editorOf = (element) => element?.closest?.("[data-editor]");
const audioOf = (editor) => editor.querySelector("audio");

let editor = document.querySelector("[data-editor]");
let asked = null;

// Where no word is unsure there is none to go to.
const reveal = () => {
  editor = document.querySelector("[data-editor]");
  const none = !editor?.querySelector(".word-doubtful");
  editor?.querySelectorAll("[data-next-unsure]").forEach((button) => (button.hidden = none));
};

// The next unsure word behind the one that was asked for last, or before it; from the end it goes on at the start.
const unsure = (step) => {
  const words = [...editor.querySelectorAll(".word-doubtful")];
  if (!words.length) return;
  const all = [...editor.querySelectorAll(".word")];
  const at = asked?.isConnected ? all.indexOf(asked) : -1;
  const found =
    step > 0
      ? (words.find((word) => all.indexOf(word) > at) ?? words[0])
      : (words.findLast((word) => at >= 0 && all.indexOf(word) < at) ?? words.at(-1));
  asked?.classList.remove("word-asked");
  asked = found;
  found.classList.add("word-asked");
  found.tabIndex = -1;
  found.focus({ preventScroll: true });
  found.scrollIntoView({ block: "center" });
  audioOf(editor).currentTime = Number(found.dataset.start);
};

const open = (passage, word) => {
  const edit = passage?.querySelector("[data-edit]");
  if (!edit) return;
  // Which word it is the form is told by its place among the others.
  passage.dataset.word = word ? [...passage.querySelectorAll(".word")].indexOf(word) : "";
  wanted = passage.dataset.word;
  edit.click();
};

let wanted = "";

// What came by a click has the cursor where the click was.
const begin = (text) => {
  text.focus();
  if (wanted === "") return;
  const words = [...text.value.matchAll(/\S+/g)];
  const word = words[Number(wanted)];
  if (word) text.setSelectionRange(word.index, word.index + word[0].length);
  wanted = "";
};

document.addEventListener("dblclick", (event) => {
  const word = event.target.closest?.("[data-editor] .word");
  if (!word) return;
  getSelection().removeAllRanges();
  audioOf(editorOf(word)).pause();
  open(word.closest("[data-passage]"), word);
});

document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-next-unsure]")) unsure(1);
});

document.addEventListener("keydown", (event) => {
  const text = event.target.closest?.("[data-passage-text]");
  const within = editorOf(event.target);
  const chord = event.ctrlKey || event.metaKey;
  if (text) {
    const form = text.form;
    if (event.key === "Enter" && chord) {
      event.preventDefault();
      form.requestSubmit();
    } else if (event.key === "Escape") {
      event.preventDefault();
      form.querySelector("[data-cancel]").click();
    } else if (event.code === "Space" && chord) {
      event.preventDefault();
      const passage = text.closest("[data-passage]");
      const audio = (within ?? document).querySelector("audio");
      if (!audio.paused) audio.pause();
      else {
        const [from, to] = [Number(passage.dataset.startAt), Number(passage.dataset.endAt)];
        if (audio.currentTime < from || audio.currentTime >= to) audio.currentTime = from;
        audio.play().catch(() => {});
      }
    }
    return;
  }
  // Single keys count only where the transcript has the focus, not while somebody types or chooses.
  if (!within || event.target.closest("input, select, textarea, audio")) return;
  if (chord && !event.altKey && event.key.toLowerCase() === "z") {
    const button = within.querySelector(event.shiftKey ? "[data-redo]" : "[data-undo]");
    if (!button.disabled) {
      event.preventDefault();
      button.click();
    }
  } else if (!chord && !event.altKey) {
    const key = event.key.toLowerCase();
    if (key === "n" || key === "p") unsure(key === "n" ? 1 : -1);
    else if (key === "e") {
      const word = asked?.isConnected ? asked : within.querySelector(".word-now");
      const focused = event.target.closest("[data-passage]");
      event.preventDefault();
      open(focused ?? word?.closest("[data-passage]") ?? within.querySelector("[data-passage]"), word);
    }
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  reveal();
  const passage = event.detail.elt?.closest?.("[data-passage]");
  if (!passage) return;
  const text = passage.querySelector("[data-passage-text]");
  if (text) begin(text);
  else passage.querySelector("[data-edit]")?.focus({ preventScroll: true });
});

reveal();
