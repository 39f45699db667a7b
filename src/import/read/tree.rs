//! The tree of a web page, as browsers make it of any text, with a bound on what it holds: a few unclosed `<b>` are
//! opened again in every paragraph that follows.

use html5ever::{
    Attribute, ExpandedName, ParseOpts, QualName, parse_document,
    tendril::{StrTendril, TendrilSink as _},
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
};
use markup5ever_rcdom::{Handle, RcDom};
use std::{borrow::Cow, cell::Cell};

/// More elements and attributes than this are no page of a report.
const MOST: usize = 400_000;
/// So many bytes of the text are read before it is asked whether there are too many.
const PIECE: usize = 4096;

/// The tree; none if it grows beyond all bounds.
pub(super) fn parse(text: &str) -> Option<RcDom> {
    let mut parser = parse_document(Bounded::default(), ParseOpts::default());
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(rest.ceil_char_boundary(PIECE));
        parser.process(StrTendril::from_slice(piece));
        if parser.tokenizer.sink.sink.count.get() > MOST {
            return None;
        }
        rest = after;
    }
    Some(parser.finish())
}

/// A tree being put together, and how much there is of it.
#[derive(Default)]
struct Bounded {
    dom: RcDom,
    count: Cell<usize>,
}

impl Bounded {
    fn add(&self, count: usize) {
        self.count.set(self.count.get() + count);
    }
}

impl TreeSink for Bounded {
    type Handle = Handle;
    type Output = RcDom;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> RcDom {
        self.dom
    }

    /// Nobody asks for them, and there may be one for every sign.
    fn parse_error(&self, _: Cow<'static, str>) {}

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, flags: ElementFlags) -> Handle {
        self.add(1 + attributes.len());
        self.dom.create_element(name, attributes, flags)
    }

    fn create_comment(&self, text: StrTendril) -> Handle {
        self.add(1);
        self.dom.create_comment(text)
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Handle {
        self.add(1);
        self.dom.create_pi(target, data)
    }

    fn get_document(&self) -> Handle {
        self.dom.get_document()
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        self.dom.elem_name(target)
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        self.dom.append(parent, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        self.dom.append_based_on_parent_node(element, before, child);
    }

    fn append_doctype_to_document(&self, name: StrTendril, public: StrTendril, system: StrTendril) {
        self.dom.append_doctype_to_document(name, public, system);
    }

    fn get_template_contents(&self, target: &Handle) -> Handle {
        self.dom.get_template_contents(target)
    }

    fn same_node(&self, a: &Handle, b: &Handle) -> bool {
        self.dom.same_node(a, b)
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.dom.set_quirks_mode(mode);
    }

    fn append_before_sibling(&self, sibling: &Handle, node: NodeOrText<Handle>) {
        self.dom.append_before_sibling(sibling, node);
    }

    fn add_attrs_if_missing(&self, target: &Handle, attributes: Vec<Attribute>) {
        self.add(attributes.len());
        self.dom.add_attrs_if_missing(target, attributes);
    }

    fn remove_from_parent(&self, target: &Handle) {
        self.dom.remove_from_parent(target);
    }

    fn reparent_children(&self, node: &Handle, parent: &Handle) {
        self.dom.reparent_children(node, parent);
    }

    fn is_mathml_annotation_xml_integration_point(&self, target: &Handle) -> bool {
        self.dom.is_mathml_annotation_xml_integration_point(target)
    }
}
