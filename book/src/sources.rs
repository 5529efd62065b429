//! What stands where in a source file of Rust: the items that a line belongs to.
//!
//! Each file is read and parsed once, however many listings are cut from it.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use proc_macro2::Span;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{FnArg, ImplItem, Item, ItemImpl, ReturnType, Signature, TraitItem};

/// The parsed files of a checkout.
#[derive(Debug)]
pub struct Sources {
    root: PathBuf,
    parsed: RefCell<HashMap<PathBuf, Rc<Parsed>>>,
}

/// A file's outline, or the line where it stops being Rust and why.
pub type Parsed = Result<Outline, (usize, String)>;

/// The text of a file and its items, in the order of the file: one that holds others before them.
#[derive(Debug)]
pub struct Outline {
    /// The text.
    pub text: String,
    items: Vec<Named>,
}

/// An item of a file.
#[derive(Debug, Clone)]
pub struct Named {
    /// From its first doc comment or attribute to its end.
    lines: RangeInclusive<usize>,
    /// The line with its name.
    pub head: usize,
    /// `fn step`, `impl Adam`, `struct Pair`.
    pub short: String,
    /// With its signature, from the whole of it to the least of it.
    pub signatures: Vec<String>,
}

impl Sources {
    /// Of the checkout in `root`; nothing is read yet.
    pub fn of(root: &Path) -> Self {
        let root = root.to_path_buf();
        let parsed = RefCell::default();
        Self { root, parsed }
    }

    /// The file of this path, seen from the root. None if it cannot be read.
    pub fn get(&self, file: &Path) -> Option<Rc<Parsed>> {
        if let Some(parsed) = self.parsed.borrow().get(file) {
            return Some(Rc::clone(parsed));
        }
        let text = checkout::read(self.root.join(file)).ok()?;
        let parsed = Rc::new(outline(text));
        self.parsed
            .borrow_mut()
            .insert(file.to_path_buf(), Rc::clone(&parsed));
        Some(parsed)
    }
}

impl Outline {
    /// The items that a line belongs to, from the outermost to the innermost.
    pub fn around(&self, line: usize) -> Vec<&Named> {
        self.items
            .iter()
            .filter(|item| item.lines.contains(&line))
            .collect()
    }
}

fn outline(text: String) -> Parsed {
    let file = syn::parse_file(&text)
        .map_err(|why| (why.span().start().line, why.to_string()))?;
    let mut items = Items(Vec::new());
    items.visit_file(&file);
    Ok(Outline {
        text,
        items: items.0,
    })
}

/// Collects the items of a file, those inside of functions too.
struct Items(Vec<Named>);

impl Items {
    /// Takes an item; `name` is the part of it that its head line has.
    fn take(
        &mut self,
        whole: &impl Spanned,
        name: &impl Spanned,
        signatures: Vec<String>,
    ) {
        let short = signatures.last().cloned().unwrap_or_default();
        self.push(whole, name, short, signatures);
    }

    fn take_function(&mut self, whole: &impl Spanned, signature: &Signature) {
        let short = format!("fn {}", signature.ident);
        self.push(whole, &signature.ident, short, written(signature));
    }

    fn push(
        &mut self,
        whole: &impl Spanned,
        name: &impl Spanned,
        short: String,
        signatures: Vec<String>,
    ) {
        self.0.push(Named {
            lines: lines(whole.span()),
            head: *lines(name.span()).start(),
            short,
            signatures,
        });
    }
}

impl<'ast> Visit<'ast> for Items {
    fn visit_item(&mut self, item: &'ast Item) {
        let mut named =
            |name: &syn::Ident, kind: &str, generics: Option<&syn::Generics>| {
                let generics = generics.map(text).unwrap_or_default();
                self.take(item, name, vec![format!("{kind} {name}{generics}")]);
            };
        match item {
            Item::Fn(function) => self.take_function(item, &function.sig),
            Item::Struct(it) => named(&it.ident, "struct", Some(&it.generics)),
            Item::Enum(it) => named(&it.ident, "enum", Some(&it.generics)),
            Item::Union(it) => named(&it.ident, "union", Some(&it.generics)),
            Item::Trait(it) => named(&it.ident, "trait", Some(&it.generics)),
            Item::Type(it) => named(&it.ident, "type", Some(&it.generics)),
            Item::Mod(it) => named(&it.ident, "mod", None),
            Item::Const(it) => {
                self.push(
                    item,
                    &it.ident,
                    format!("const {}", it.ident),
                    vec![format!("const {}: {}", it.ident, text(&it.ty))],
                );
            }
            Item::Static(it) => {
                self.push(
                    item,
                    &it.ident,
                    format!("static {}", it.ident),
                    vec![format!("static {}: {}", it.ident, text(&it.ty))],
                );
            }
            Item::Impl(it) => self.take(item, &it.self_ty, vec![header(it)]),
            Item::Macro(it) => {
                let path = text(&it.mac.path);
                let name = it.ident.as_ref().map(|name| format!(" {name}"));
                let short = format!("{path}!{}", name.unwrap_or_default());
                self.take(item, &it.mac.path, vec![short]);
            }
            // Such as `use`: it has a place and no name.
            other => self.take(other, other, Vec::new()),
        }
        visit::visit_item(self, item);
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        match item {
            ImplItem::Fn(function) => self.take_function(item, &function.sig),
            ImplItem::Const(it) => {
                self.take(item, &it.ident, vec![format!("const {}", it.ident)]);
            }
            ImplItem::Type(it) => {
                self.take(item, &it.ident, vec![format!("type {}", it.ident)]);
            }
            _ => {}
        }
        visit::visit_impl_item(self, item);
    }

    fn visit_trait_item(&mut self, item: &'ast TraitItem) {
        if let TraitItem::Fn(function) = item {
            self.take_function(item, &function.sig);
        }
        visit::visit_trait_item(self, item);
    }
}

/// A signature: the whole of it; without the modules of its types; without the types of its
/// parameters; without parameters; without its result too.
fn written(signature: &Signature) -> Vec<String> {
    let name = format!("fn {}", signature.ident);
    let generics = text(&signature.generics);
    let inputs: Vec<String> = signature.inputs.iter().map(text).collect();
    let names = signature.inputs.iter().map(|input| match input {
        FnArg::Typed(typed) => text(&typed.pat),
        FnArg::Receiver(receiver) => text(receiver),
    });
    let result = match &signature.output {
        ReturnType::Type(_, result) => format!(" -> {}", text(result)),
        ReturnType::Default => String::new(),
    };
    let whole = format!("{name}{generics}({}){result}", inputs.join(", "));
    let result = without_modules(&result);
    let mut forms = vec![
        without_modules(&whole),
        format!("{name}({}){result}", names.collect::<Vec<_>>().join(", ")),
    ];
    forms.insert(0, whole);
    if !inputs.is_empty() {
        forms.push(format!("{name}(…){result}"));
        forms.push(format!("{name}(…)"));
    }
    forms
}

/// `candle_core::Result<Tensor>` as `Result<Tensor>`. A type before `::` stays.
fn without_modules(code: &str) -> String {
    let mut short = String::with_capacity(code.len());
    for (i, part) in code.split("::").enumerate() {
        if i > 0 {
            let word = short
                .rfind(|c: char| !(c.is_alphanumeric() || c == '_'))
                .map_or(0, |at| at + 1);
            if short[word..].starts_with(|c: char| c.is_lowercase()) {
                short.truncate(word);
            } else {
                short.push_str("::");
            }
        }
        short.push_str(part);
    }
    short
}

/// `impl Recurrent for Lstm`; the generics are in the type.
fn header(item: &ItemImpl) -> String {
    let of = item
        .trait_
        .as_ref()
        .map(|of| format!("{} for ", text(&of.0)));
    format!("impl {}{}", of.unwrap_or_default(), text(&item.self_ty))
}

fn lines(span: Span) -> RangeInclusive<usize> {
    span.start().line..=span.end().line
}

/// The source of a part, in one line.
fn text(part: &impl Spanned) -> String {
    let source = part.span().source_text().unwrap_or_default();
    let line = source.split_whitespace().collect::<Vec<_>>().join(" ");
    [
        ("( ", "("),
        (", )", ")"),
        (" )", ")"),
        ("< ", "<"),
        (", >", ">"),
    ]
    .iter()
    .fold(line, |line, (from, to)| line.replace(from, to))
}
