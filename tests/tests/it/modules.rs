//! Reads the source of a crate: its modules, the names in them, and every path that they use.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use proc_macro2::{Spacing, TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, Item, ItemMod, ItemUse, Lit, Macro, Meta, UseTree};

/// A module of a crate. An inline one (`mod tests { … }`) has the file of the module around it.
#[derive(Debug, Default)]
pub(crate) struct Module {
    pub(crate) file: PathBuf,
    /// The module around it, by its place in the crate's list; the root is its own.
    pub(crate) parent: usize,
    pub(crate) children: BTreeMap<String, usize>,
    /// What it defines: functions, types, constants and so on.
    pub(crate) items: BTreeSet<String>,
    pub(crate) imports: Vec<Import>,
    pub(crate) mentions: Vec<Mention>,
}

/// A name that a `use` brings into a module, public or not.
#[derive(Debug)]
pub(crate) struct Import {
    /// None for `*`.
    pub(crate) name: Option<String>,
    pub(crate) path: Vec<String>,
}

/// A path as it stands in the code. One that begins with `::` has an empty first segment.
#[derive(Debug)]
pub(crate) struct Mention {
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
    /// Whether it stands in a `use`.
    pub(crate) in_use: bool,
}

/// Reads all modules of the crate whose root is this file. The root is the first.
pub(crate) fn read(root: &Path) -> Result<Vec<Module>> {
    let mut modules = vec![Module {
        file: root.to_path_buf(),
        ..Module::default()
    }];
    let folder = root.parent().context("a file is in a folder")?;
    read_file(&mut modules, 0, folder)?;
    Ok(modules)
}

/// Reads the file of module `module`, whose modules without a path have their files in `folder`.
fn read_file(modules: &mut Vec<Module>, module: usize, folder: &Path) -> Result<()> {
    let file = modules[module].file.clone();
    let code = checkout::read(&file)
        .with_context(|| format!("cannot read {}", file.display()))?;
    let parsed = syn::parse_file(&code)
        .with_context(|| format!("cannot parse {}", file.display()))?;
    let mut reader = Reader {
        modules,
        module,
        folder: folder.to_path_buf(),
        in_other_files: Vec::new(),
    };
    reader.visit_file(&parsed);
    for (module, folder) in reader.in_other_files {
        read_file(modules, module, &folder)?;
    }
    Ok(())
}

struct Reader<'a> {
    modules: &'a mut Vec<Module>,
    /// The module that is being read.
    module: usize,
    /// Where the files of its modules are.
    folder: PathBuf,
    /// The modules that are declared here and read next, with the folder of theirs.
    in_other_files: Vec<(usize, PathBuf)>,
}

impl Reader<'_> {
    fn current(&mut self) -> &mut Module {
        &mut self.modules[self.module]
    }

    fn mention(&mut self, path: Vec<String>, line: usize, in_use: bool) {
        self.current().mentions.push(Mention { path, line, in_use });
    }

    /// Adds a module to the one that is being read.
    fn child(&mut self, name: String, file: PathBuf) -> usize {
        let child = self.modules.len();
        self.modules.push(Module {
            file,
            parent: self.module,
            ..Module::default()
        });
        self.current().children.insert(name, child);
        child
    }

    fn import(&mut self, before: &[String], tree: &UseTree) {
        let (segment, name) = match tree {
            UseTree::Path(path) => {
                let before = joined(before, path.ident.to_string());
                return self.import(&before, &path.tree);
            }
            UseTree::Group(group) => {
                return group
                    .items
                    .iter()
                    .for_each(|tree| self.import(before, tree));
            }
            UseTree::Glob(glob) => {
                let line = glob.star_token.span.start().line;
                self.mention(before.to_vec(), line, true);
                let path = before.to_vec();
                return self.current().imports.push(Import { name: None, path });
            }
            UseTree::Name(name) => (&name.ident, &name.ident),
            UseTree::Rename(rename) => (&rename.ident, &rename.rename),
        };
        // `use a::b::{self}` is `use a::b`.
        let itself = segment == "self" && !before.is_empty();
        let path = if itself {
            before.to_vec()
        } else {
            joined(before, segment.to_string())
        };
        let name = if name == "self" {
            before.last().cloned()
        } else {
            Some(name.to_string())
        };
        self.mention(path.clone(), segment.span().start().line, true);
        self.current().imports.push(Import { name, path });
    }

    /// The paths among the tokens of a macro, as far as they look like paths.
    fn tokens(&mut self, tokens: TokenStream) {
        let trees: Vec<TokenTree> = tokens.into_iter().collect();
        let mut at = 0;
        while let Some(tree) = trees.get(at) {
            match tree {
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Ident(ident) => {
                    let mut path = vec![ident.to_string()];
                    while is_colons(&trees, at + 1)
                        && let Some(TokenTree::Ident(next)) = trees.get(at + 3)
                    {
                        path.push(next.to_string());
                        at += 3;
                    }
                    self.mention(path, ident.span().start().line, false);
                }
                TokenTree::Punct(_) | TokenTree::Literal(_) => {}
            }
            at += 1;
        }
    }

    /// The paths that an attribute names as text: `#[serde(default = "crate::new")]`.
    fn texts(&mut self, tokens: TokenStream) {
        for tree in tokens {
            match tree {
                TokenTree::Group(group) => self.texts(group.stream()),
                TokenTree::Literal(literal) => {
                    let line = literal.span().start().line;
                    if let Lit::Str(text) = Lit::new(literal)
                        && let Ok(path) = text.parse::<syn::Path>()
                        && path.segments.len() > 1
                    {
                        self.mention(segments(&path), line, false);
                    }
                }
                TokenTree::Ident(_) | TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        self.current().items.extend(defined(item));
        visit::visit_item(self, item);
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        let name = item.ident.to_string();
        let folder = self.folder.join(&name);
        if let Some((_, items)) = &item.content {
            let file = self.current().file.clone();
            let child = self.child(name, file);
            let outer = (self.module, self.folder.clone());
            (self.module, self.folder) = (child, folder);
            items.iter().for_each(|item| self.visit_item(item));
            (self.module, self.folder) = outer;
            return;
        }
        let (file, folder) = match written_path(&item.attrs) {
            Some(path) => {
                let here = self.current().file.clone();
                let file = here.with_file_name(path);
                let folder = file.parent().map(Path::to_path_buf);
                (file, folder.unwrap_or_default())
            }
            None => {
                let beside = self.folder.join(format!("{name}.rs"));
                let file = if beside.is_file() {
                    beside
                } else {
                    folder.join("mod.rs")
                };
                (file, folder)
            }
        };
        let child = self.child(name, file);
        self.in_other_files.push((child, folder));
    }

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        let before = match item.leading_colon {
            Some(_) => vec![String::new()],
            None => Vec::new(),
        };
        self.import(&before, &item.tree);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let Some(first) = path.segments.first() {
            let line = first.ident.span().start().line;
            self.mention(segments(path), line, false);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        self.visit_path(&called.path);
        self.tokens(called.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        if let Meta::List(list) = &attribute.meta {
            self.tokens(list.tokens.clone());
            self.texts(list.tokens.clone());
        }
    }

    /// `pub(super)` uses nothing.
    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}
}

/// The name that an item gives to what it defines.
fn defined(item: &Item) -> Option<String> {
    let name = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some(name.to_string())
}

fn segments(path: &syn::Path) -> Vec<String> {
    let colons = path.leading_colon.as_ref().map(|_| String::new());
    let names = path
        .segments
        .iter()
        .map(|segment| segment.ident.to_string());
    colons.into_iter().chain(names).collect()
}

fn joined(before: &[String], segment: String) -> Vec<String> {
    let mut path = before.to_vec();
    path.push(segment);
    path
}

/// What `#[path = "…"]` says.
fn written_path(attributes: &[Attribute]) -> Option<String> {
    attributes
        .iter()
        .find_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value
            {
                Expr::Lit(literal) => match &literal.lit {
                    Lit::Str(text) => Some(text.value()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        })
}

/// Whether `::` stands at this place.
fn is_colons(trees: &[TokenTree], at: usize) -> bool {
    matches!(trees.get(at..at + 2), Some([TokenTree::Punct(first), TokenTree::Punct(second)])
        if first.as_char() == ':' && first.spacing() == Spacing::Joint && second.as_char() == ':')
}
