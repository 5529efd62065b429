//! Who uses whom: the arrows between the files of a crate, and from them to other crates.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::modules::{Mention, Module, read};

/// A file uses another one of its crate, or another crate.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrow<To> {
    pub(crate) from: PathBuf,
    /// The line of `from` that makes the arrow, and the path that stands there.
    pub(crate) line: usize,
    pub(crate) path: String,
    pub(crate) to: To,
}

/// All arrows of a crate.
#[derive(Debug, Default)]
pub(crate) struct Arrows {
    /// To files of the same crate.
    pub(crate) inside: BTreeSet<Arrow<PathBuf>>,
    /// To other crates, by the names that the code has for them.
    pub(crate) outside: BTreeSet<Arrow<String>>,
}

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Module(usize),
    /// Something that the module defines.
    ItemOf(usize),
    Crate(String),
}

/// The arrows of the crate whose root is this file.
///
/// A `mod` line is no arrow. A path makes one to the file of the module that it names or that defines
/// what it names, however many re-exports lie between.
pub(crate) fn arrows(root: &Path) -> Result<Arrows> {
    let modules = read(root)?;
    let mut arrows = Arrows::default();
    for (place, module) in modules.iter().enumerate() {
        for mention in &module.mentions {
            for to in resolve(&modules, place, &mention.path, &mut Vec::new()) {
                arrows.add(&modules, module, mention, to);
            }
        }
    }
    Ok(arrows)
}

impl Arrows {
    fn add(
        &mut self,
        modules: &[Module],
        module: &Module,
        mention: &Mention,
        to: Place,
    ) {
        let from = module.file.clone();
        let line = mention.line;
        let path = mention.path.join("::");
        // In an expression, a name by itself is no module and no crate, but perhaps a variable that is
        // called like one.
        let may_be_variable = !mention.in_use && mention.path.len() == 1;
        match to {
            Place::Module(_) | Place::Crate(_) if may_be_variable => {}
            Place::Module(to) | Place::ItemOf(to) => {
                let to = modules[to].file.clone();
                if to != from {
                    self.inside.insert(Arrow {
                        from,
                        line,
                        path,
                        to,
                    });
                }
            }
            Place::Crate(to) => {
                self.outside.insert(Arrow {
                    from,
                    line,
                    path,
                    to,
                });
            }
        }
    }
}

/// What a path in module `from` leads to. More than one place, if a module and a function have the
/// same name. `importing` holds the imports that are being followed: they may go round in a circle.
fn resolve(
    modules: &[Module],
    from: usize,
    path: &[String],
    importing: &mut Vec<(usize, usize)>,
) -> BTreeSet<Place> {
    let Some((first, rest)) = path.split_first() else {
        // `use ::*` and the like.
        return BTreeSet::new();
    };
    let mut places = match first.as_str() {
        "crate" => BTreeSet::from([Place::Module(0)]),
        "self" => BTreeSet::from([Place::Module(from)]),
        "super" => BTreeSet::from([Place::Module(modules[from].parent)]),
        // Nothing of the crate stands behind a `::` in front.
        "" => {
            return rest
                .first()
                .cloned()
                .map(Place::Crate)
                .into_iter()
                .collect();
        }
        name => {
            let found = look_up(modules, from, name, importing);
            if found.is_empty() {
                BTreeSet::from([Place::Crate(name.to_owned())])
            } else {
                found
            }
        }
    };
    for segment in rest {
        // Only in a module is there something behind a name.
        if places.iter().any(|place| matches!(place, Place::Module(_))) {
            places.retain(|place| matches!(place, Place::Module(_)));
        }
        places = places
            .into_iter()
            .flat_map(|place| match place {
                Place::Module(module) if segment == "super" => {
                    BTreeSet::from([Place::Module(modules[module].parent)])
                }
                Place::Module(module) => {
                    let found = look_up(modules, module, segment, importing);
                    if found.is_empty() {
                        // Made by a macro, perhaps.
                        BTreeSet::from([Place::ItemOf(module)])
                    } else {
                        found
                    }
                }
                // A variant or a function of a type.
                item => BTreeSet::from([item]),
            })
            .collect();
    }
    places
}

/// What a name means in a module: what it defines, declares or imports under that name.
fn look_up(
    modules: &[Module],
    module: usize,
    name: &str,
    importing: &mut Vec<(usize, usize)>,
) -> BTreeSet<Place> {
    let here = &modules[module];
    let mut found = BTreeSet::new();
    if here.items.contains(name) {
        found.insert(Place::ItemOf(module));
    }
    if let Some(child) = here.children.get(name) {
        found.insert(Place::Module(*child));
    }
    for (place, import) in here.imports.iter().enumerate() {
        let this = (module, place);
        let may_be = import.name.as_deref().is_none_or(|own| own == name);
        if !may_be || importing.contains(&this) {
            continue;
        }
        importing.push(this);
        for target in resolve(modules, module, &import.path, importing) {
            match (&import.name, target) {
                (Some(_), target) => drop(found.insert(target)),
                (None, Place::Module(behind)) => {
                    found.extend(look_up(modules, behind, name, importing));
                }
                // The variants of an enum.
                (None, _) => {}
            }
        }
        importing.pop();
    }
    found
}
