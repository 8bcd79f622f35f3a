//! The ladder of pictures: each place at each size, kept under `tests/screen/pictures/`. After a change that is meant,
//! `UPDATE_PICTURES=1 cargo test --test screen` writes them anew; look at the difference before committing it.

use std::fs;
use std::path::Path;

use nutgraf::app::state::settings::Settings;

use crate::stage::Stage;
use crate::{picture, stage, stage_with};

/// Places by the keys that lead there.
pub(crate) const PLACES: [(&str, &str); 20] = [
    ("list", ""),
    ("moved", "j j"),
    ("filter", "/ 'lock'"),
    ("actor", "/ '@lor'"),
    ("none", "/ 'zebra' enter"),
    ("actors", "j a"),
    ("reader", "j enter"),
    ("evidence", "j e c"),
    ("mention", "j enter tab ]"),
    ("dropped", "j enter x"),
    ("card", "j enter a a enter"),
    ("who", "@ j"),
    ("merge", "@ m 'l'"),
    ("stories", "g s j"),
    ("feeds", "g f j"),
    ("timeline", "g t j"),
    ("brief", "g b J j"),
    ("said", "g q j j"),
    ("said-by", "/ 'said:@quill' enter"),
    ("help", "?"),
];

pub(crate) const SIZES: [(u16, u16); 5] = [(80, 24), (100, 30), (160, 50), (240, 70), (40, 10)];

#[test]
#[expect(clippy::disallowed_methods, reason = "the one switch of this test")]
fn every_place_at_every_size() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/screen/pictures");
    let update = std::env::var("UPDATE_PICTURES").is_ok();
    let mut wrong = Vec::new();
    for (name, keys) in PLACES {
        for (width, height) in SIZES {
            let mut stage = stage(width, height);
            stage.strike(keys);
            let now = picture(&stage.state);
            let file = folder.join(format!("{name}-{width}x{height}.txt"));
            if update {
                fs::create_dir_all(&folder).expect("the folder can be made");
                fs::write(&file, &now).expect("the picture can be written");
                continue;
            }
            let kept = fs::read_to_string(&file).unwrap_or_default();
            if kept != now {
                wrong.push(format!(
                    "{}:\n--- kept\n{kept}\n--- now\n{now}",
                    file.display()
                ));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} pictures differ; UPDATE_PICTURES=1 writes them anew\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn tiny_screens_say_what_they_need_and_none_panics() {
    for (width, height, expected) in [
        (0, 0, ""),
        (1, 1, "~\n"),
        (20, 5, "\n\nnutgraf needs 40x10~\n\n\n"),
        (39, 24, "this is 39x24"),
        (80, 9, "this is 80x9"),
    ] {
        let mut stage = stage(width, height);
        stage.strike("j enter a a ? q q /");
        let now = picture(&stage.state).replace('…', "~");
        assert!(now.contains(expected), "{width}x{height}: {now:?}");
    }
}

#[test]
fn ascii_mode_draws_nothing_else() {
    for (name, keys) in PLACES {
        let options = Settings {
            ascii: true,
            ..Settings::default()
        };
        let mut stage = stage_with(100, 30, options);
        stage.strike(keys);
        let now = picture(&stage.state);
        let odd: String = now.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(odd, "", "{name}:\n{now}");
    }
}

#[test]
fn an_empty_library_says_how_to_begin() {
    let mut stage = Stage::new(
        Vec::new(),
        nutgraf::app::msg::Size {
            width: 60,
            height: 18,
        },
        nutgraf_read::model::moment::Moment::default(),
        Settings::default(),
    );
    let now = picture(&stage.state);
    let said: Vec<&str> = now.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(
        said,
        [
            "       nutgraf",
            "       Nothing here yet. Four ways to begin:",
            "       o   open the starter articles",
            "       i   import a folder, a file or an address",
            "       f   follow feeds; there is a list to begin with",
            "       t   take the tour: five short steps",
            "       ?   all keys        q   leave",
            "       or from the shell:  nutgraf FOLDER",
        ]
    );
    stage.strike("o");
    assert_eq!(
        stage.outside.last(),
        Some(&nutgraf::app::effect::Request::ImportStarters.into())
    );
}
