// Answers the keyboard walk's questions about the focused element. Runs in the page under test.
window.timglasKeyboard = {
  met: [],

  describe: element => element.outerHTML.slice(0, 160).replace(/\s+/g, " "),

  // The focused element, or null when the focus is on no element of the page.
  focused() {
    const element = document.activeElement;
    return element && element !== document.body && element !== document.documentElement
      ? element : null;
  },

  // A ring may be drawn on the element, on its label, or on what encloses it.
  isRinged(element) {
    const candidates = [element, ...(element.labels ?? []), element.nextElementSibling,
      element.parentElement].filter(Boolean);
    return candidates.some(candidate => {
      const style = getComputedStyle(candidate);
      const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
      return outlined || (candidate === element && style.boxShadow !== "none");
    });
  },

  // The part of a box that is on screen: a long table is taller than the window.
  onScreen: box => ({
    left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth),
    top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight),
  }),

  // True if some part of the element, or of its label, is on screen with nothing on top.
  isUncovered(element) {
    const boxes = [element, ...(element.labels ?? [])].flatMap(part => [...part.getClientRects()]);
    return boxes.map(this.onScreen).some(box => [0.1, 0.5, 0.9].some(across => [0.1, 0.5, 0.9].some(down => {
      const top = document.elementFromPoint(
        box.left + (box.right - box.left) * across, box.top + (box.bottom - box.top) * down);
      return top && (element.contains(top) || top.contains(element) && top !== document.body
        && top !== document.documentElement || [...(element.labels ?? [])].some(
          label => label.contains(top)));
    })));
  },

  stop() {
    const element = this.focused();
    if (!element) return null;
    if (!this.met.includes(element)) this.met.push(element);
    return {
      number: this.met.indexOf(element),
      element: this.describe(element),
      ringed: this.isRinged(element),
      uncovered: this.isUncovered(element),
    };
  },

  // Elements that can be operated but that the walk did not meet. One radio stands for its group.
  missed() {
    const operable = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]";
    const groups = new Set(this.met.filter(e => e.type === "radio").map(e => e.name));
    return [...document.querySelectorAll(operable)].filter(element =>
      element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })
      && element.tabIndex >= 0 && !element.matches(":disabled") && !element.closest("[inert]")
      && !(element.type === "radio" && groups.has(element.name))
      && !this.met.includes(element)
    ).map(this.describe);
  },

  skipTarget: null,

  isSkipLink() {
    const hash = this.focused()?.getAttribute("href") ?? "";
    this.skipTarget = hash.startsWith("#") ? document.getElementById(hash.slice(1)) : null;
    return this.skipTarget !== null;
  },

  // True if the focus is inside the skip link's target or, where that holds nothing to stop at, past it.
  isPastSkipTarget() {
    const element = this.focused();
    const past = Node.DOCUMENT_POSITION_FOLLOWING | Node.DOCUMENT_POSITION_CONTAINED_BY;
    return element === null || Boolean(this.skipTarget.compareDocumentPosition(element) & past);
  },
};
