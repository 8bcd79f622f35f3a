//! Owns: the reader's corrections in the journal, so that they can be taken back like everything else.
//! Promises: file and journal change together, while no other program writes to the library; a correction that changes
//! nothing leaves no step to take back.

use rusqlite::Transaction;

use crate::actors::corrections::CorrectionsFile;
use crate::articles::marks;
use crate::error::LibraryError;
use nutgraf_read::model::correction::{Correction, Section, Setting};

/// The stored number of such a step; the marks have the ones below.
const KIND: u8 = 6;

/// Corrects actors. Answers whether anything changed.
pub(crate) fn correct(
    transaction: Transaction<'_>,
    corrections: &CorrectionsFile,
    correction: &Correction,
    failed: impl Fn(rusqlite::Error) -> LibraryError,
) -> Result<bool, LibraryError> {
    let back = corrections.change(&correction.settings)?;
    if back.is_empty() {
        return Ok(false);
    }
    let kept = marks::note(
        &transaction,
        KIND,
        Some(&pack(&correction.words, &back)),
        &[],
    )
    .and_then(|()| transaction.commit());
    if let Err(error) = kept {
        corrections.change(&back)?;
        return Err(failed(error));
    }
    Ok(true)
}

/// Takes back the last change when it was a correction; in words, what. `None` when it was not.
pub(crate) fn undo(
    transaction: Transaction<'_>,
    corrections: &CorrectionsFile,
    failed: impl Fn(rusqlite::Error) -> LibraryError,
) -> Result<Option<String>, LibraryError> {
    let Some((step, packed)) = marks::last_of(&transaction, KIND).map_err(&failed)? else {
        return Ok(None);
    };
    let (words, settings) = unpack(&packed);
    corrections.change(&settings)?;
    transaction
        .execute("DELETE FROM journal WHERE id = ?1", [step])
        .and_then(|_| transaction.commit())
        .map_err(failed)?;
    Ok(Some(format!("no longer: {words}")))
}

/// One line a setting, tabs between its parts; a part that is not there is not there. The first line is the words.
fn pack(words: &str, settings: &[Setting]) -> String {
    let plain = |text: &str| text.replace(['\n', '\t'], " ");
    let mut packed = plain(words);
    for setting in settings {
        packed.push('\n');
        packed.push_str(setting.section.name());
        packed.push('\t');
        packed.push_str(&plain(&setting.key));
        if let Some(value) = &setting.value {
            packed.push('\t');
            packed.push_str(&plain(value));
        }
    }
    packed
}

fn unpack(packed: &str) -> (String, Vec<Setting>) {
    let mut lines = packed.lines();
    let words = lines.next().unwrap_or("").to_owned();
    let settings = lines.filter_map(|line| {
        let mut parts = line.split('\t');
        Some(Setting {
            section: Section::parse(parts.next()?)?,
            key: parts.next()?.to_owned(),
            value: parts.next().map(str::to_owned),
        })
    });
    (words, settings.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_come_back_as_they_were_kept() {
        let settings = vec![
            Setting::put(Section::Merge, "person:a", "person:b"),
            Setting::drop(Section::Never, "Big \"Lie\""),
            Setting::put(Section::Hide, "org:x", ""),
        ];
        let packed = pack("“A” is “B”", &settings);
        assert_eq!(unpack(&packed), ("“A” is “B”".to_owned(), settings));
    }
}
