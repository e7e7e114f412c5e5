// Elements made by hand. Texts are only ever text: nothing here, or elsewhere, makes markup of one.

/** An element by its id, which is in the document. */
export const byId = (id) => document.getElementById(id);

/**
 * Makes an element.
 *
 * @param {string} tag its name
 * @param {Object} [attributes] set as they are; `class`, `hidden` and the like
 * @param {...(Node|string|null)} children texts become text
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else if (value === true) {
      made.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, String(value));
    }
  }
  for (const child of children.flat()) {
    if (child !== null && child !== undefined) {
      made.append(child instanceof Node ? child : document.createTextNode(String(child)));
    }
  }
  return made;
}

/** Changes a text where it differs, so that nothing is laid out for nothing. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

/** Says something to who listens to the page rather than looks at it. */
export function say(text) {
  setText(byId("spoken"), text);
}
