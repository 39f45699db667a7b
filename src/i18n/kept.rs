//! Saves messages in a file for the next run of the same version of giar.

use super::{Arg, Message, Text};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{
    collections::BTreeSet,
    sync::{Mutex, PoisonError},
};

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.text.zh, self.text.en, &self.args).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let (zh, en, args) = <(String, String, Vec<(String, Arg)>)>::deserialize(deserializer)?;
        let args = args.into_iter().map(|(name, arg)| (of_program(name), arg));
        Ok(Self { text: Text { zh: of_program(zh), en: of_program(en) }, args: args.collect() })
    }
}

/// A text of the program, loaded from a file. Their number is limited, so each may be leaked.
fn of_program(text: String) -> &'static str {
    static KNOWN: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = known.get(text.as_str()) {
        return known;
    }
    let text: &'static str = Box::leak(text.into_boxed_str());
    known.insert(text);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text;

    #[test]
    fn a_message_comes_back_as_it_was_with_all_that_fills_it() {
        let inner = text!("{n} 件", "{n} {n:case|cases}").with("n", 3_usize);
        let message = text!("{cell}是{now}", "{cell} is {now}").with("cell", "\"{n}\"").with("now", inner);
        let written = serde_json::to_string(&message).unwrap();
        assert_eq!(serde_json::from_str::<Message>(&written).unwrap(), message);
    }
}
