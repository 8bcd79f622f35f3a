//! Owns: tests of kept retellings.
//! Promises: what is answered is what was kept last.

use super::*;
use crate::Library;
use nutgraf_read::model::change::Change;

#[test]
fn what_a_model_wrote_is_kept_by_text_model_and_language() {
    let library = Library::temporary().unwrap();
    let mut writer = library.writer().unwrap();
    let kept = |fingerprint: u64, model: &str, language: &str, text: &str| {
        Change::Keep(Box::new(Kept {
            fingerprint,
            model: model.to_owned(),
            language: language.to_owned(),
            text: text.to_owned(),
        }))
    };
    writer
        .apply(&[
            kept(u64::MAX, "a", "", "One."),
            kept(u64::MAX, "a", "German", "Eins."),
            kept(u64::MAX, "b", "", "Other."),
            kept(u64::MAX, "a", "", "One, again."),
        ])
        .unwrap();
    let reader = library.reader().unwrap();
    let check = |fingerprint: u64, model: &str, language: &str, wanted: Option<&str>| {
        let found = reader.retelling(fingerprint, model, language).unwrap();
        assert_eq!(found.as_deref(), wanted, "{model} {language}");
    };
    check(u64::MAX, "a", "", Some("One, again."));
    check(u64::MAX, "a", "German", Some("Eins."));
    check(u64::MAX, "b", "", Some("Other."));
    check(1, "a", "", None);
    check(u64::MAX, "b", "German", None);
}
