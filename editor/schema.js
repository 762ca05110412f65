// What a text may hold: what `rules/rich_html.py` reads, and nothing else. Tab is for going on to the
// next field, never for indenting or for the next cell: the tools do that.
import { Node } from "@tiptap/core";
import { Table, TableCell, TableHeader, TableRow } from "@tiptap/extension-table";
import Blockquote from "@tiptap/extension-blockquote";
import { BulletList, ListItem, OrderedList } from "@tiptap/extension-list";
import StarterKit from "@tiptap/starter-kit";

// Where a quote comes from, below it.
const Origin = Node.create({
  name: "origin",
  content: "text*",
  marks: "",
  parseHTML: () => [{ tag: "footer" }],
  renderHTML: () => ["footer", 0],
});

const Quote = Blockquote.extend({ content: "block+ origin?" });

// A table with its caption, without widths: a column is as wide as its words need.
const Captioned = Table.extend({
  addAttributes: () => ({
    caption: {
      default: "",
      parseHTML: (table) => table.querySelector("caption")?.textContent.trim() ?? "",
      renderHTML: () => ({}),
    },
  }),
  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
  renderHTML: ({ node }) =>
    node.attrs.caption
      ? ["table", { class: "tbl tbl--dense" }, ["caption", node.attrs.caption], ["tbody", 0]]
      : ["table", { class: "tbl tbl--dense" }, ["tbody", 0]],
  addKeyboardShortcuts: () => ({}),
  addNodeView: () => null,
});

const Cell = TableCell.extend({ content: "paragraph", addAttributes: () => ({}) });
const Header = TableHeader.extend({ content: "paragraph", addAttributes: () => ({}) });

const Point = ListItem.extend({
  addKeyboardShortcuts() {
    return { Enter: () => this.editor.commands.splitListItem(this.name) };
  },
});

export const extensions = [
  StarterKit.configure({
    blockquote: false,
    bulletList: false,
    code: false,
    codeBlock: false,
    heading: { levels: [3, 4] },
    horizontalRule: false,
    link: { openOnClick: false, HTMLAttributes: { target: null, rel: null } },
    listItem: false,
    listKeymap: false,
    orderedList: false,
    strike: false,
    underline: false,
  }),
  BulletList,
  OrderedList,
  Point,
  Quote,
  Origin,
  Captioned,
  TableRow,
  Cell,
  Header,
];
