//! What the finder makes of short texts of our own: who is found, under which id, by which words.

use crate::entity::Finder;
use crate::test_article::article;
use nutgraf_read::model::actor::Kind;
use nutgraf_read::model::analysis::Entity;
use nutgraf_read::model::correction::Corrections;
use nutgraf_read::model::span::Span;

/// One line of the text is one sentence.
fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    text.split_inclusive('\n')
        .map(|line| {
            let span = Span::new(at, at + line.len()).trimmed(text);
            at += line.len();
            span
        })
        .collect()
}

fn found(finder: &Finder, title: &str, text: &str) -> Vec<Entity> {
    finder
        .find(&article(title, text, Vec::new()), &lines(text), None)
        .entities
}

/// Each row: a text, and what must be said of it: `id = words | words`, in any order; `!id` must not be there.
const ROWS: [(&str, &[&str]); 53] = [
    (
        "Sen. Karl Brandt, D-Conn., spoke in AUSTIN, TX, on Monday.\nHe met Rep. Anna Ruiz (R-N.C.) there.",
        &[
            "!person:d-conn",
            "!org:d-conn",
            "!place:d-conn",
            "!place:tx",
            "!person:r-n-c",
            "!place:r-n-c",
        ],
    ),
    (
        "They’re sure of it.\nPresident Anna Ruiz and Prime Minister Karl Brandt thanked Oman and Qatar.",
        &[
            "country:OM = Oman",
            "country:QA = Qatar",
            "!person:prime",
            "!person:they-re",
            "!person:theyre",
        ],
    ),
    (
        "She sang in the film “Night Boat,” he said.\nHe spoke of “Good Things” there.",
        &["other:night-boat = Night Boat", "!other:good-things"],
    ),
    (
        "The New Yorkers and the Londoners left.",
        &["!place:new-yorkers", "!org:new-yorkers", "!place:new-york"],
    ),
    (
        "Luboka sings.\nWe heard Luboka’s Pale Blue Boat, and Luboka was glad.",
        &[
            "!other:lubokas-pale-blue-boat",
            "!org:lubokas-pale-blue-boat",
        ],
    ),
    (
        "The ferry ran along a stretch of Harbour Boulevard.",
        &["place:harbour-boulevard = Harbour Boulevard"],
    ),
    (
        "They asked Trump Commerce Secretary Ola Strand about it.\nPresident Donald Trump and Strand left.",
        &[
            "person:donald-trump = Donald Trump | Trump",
            "!person:trump-commerce",
        ],
    ),
    (
        "We tested Claude today. Anthropic made it, and Claude was quick.",
        &["!person:claude"],
    ),
    (
        "The Columbus Blue Jackets trade two players.\nColumbus won the cup in May.\nHe lives in Columbus.",
        &[
            "org:columbus-blue-jackets = Columbus | Columbus Blue Jackets",
            "place:columbus = Columbus",
        ],
    ),
    (
        "Boston beat Ottawa in the NHL on Sunday.",
        &["org:boston-bruins = Boston", "org:ottawa-senators = Ottawa"],
    ),
    (
        "Columbus won a prize.\nThe mayor of Columbus spoke.",
        &["!org:columbus-blue-jackets", "!org:columbus-crew"],
    ),
    (
        "A Democratic senator and a Republican met.\nThe Democratic Front of Lund spoke.",
        &[
            "org:democratic-party = Democratic",
            "org:republican-party = Republican",
        ],
    ),
    (
        "Yesterday the Bloc Québécois won.",
        &["org:bloc-quebecois = Bloc Québécois", "!org:eu"],
    ),
    (
        "We met Nils “Storm” Strand there.\nLater Storm and Strand left.",
        &["person:nils-storm-strand = Nils “Storm” Strand | Storm | Strand"],
    ),
    (
        "The Ohio Department of Ferries and Bridges spoke.\nThe Lund County Sheriff’s Office did, too.",
        &[
            "org:ohio-department-of-ferries-and-bridges = Ohio Department of Ferries and Bridges",
            "org:lund-county-sheriffs-office = Lund County Sheriff’s Office",
            "!place:ohio",
        ],
    ),
    (
        "They sell the QX280 here.\nThe QX280 is a boat. In Q3 they sold nothing, as in Q3 before.",
        &["other:qx280 = QX280", "!other:q3"],
    ),
    (
        "Shares of Canadian National and Boeing fell.\nHe left JetBlue Airways and Boeing.",
        &["org:boeing = Boeing", "!org:jetblue-airways-and-boeing"],
    ),
    (
        "Antony Blinken met reporters.\nLater Blinken left. @SecBlinken wrote more.",
        &["person:antony-blinken = @SecBlinken | Antony Blinken | Blinken"],
    ),
    (
        "The U.S. and the UK agreed, the United States said.",
        &["country:US = U.S. | United States", "country:GB = UK"],
    ),
    (
        "US-Israel talks and anti-Iran words.",
        &[
            "country:US = US",
            "country:IL = Israel",
            "country:IR = Iran",
        ],
    ),
    (
        "Iran’s envoy spoke.\nThe Islamic Republic wants talks.",
        &["country:IR = Iran | Islamic Republic"],
    ),
    (
        "Nobody in the Islamic Republic of Mauritania spoke.",
        &["country:MR = Islamic Republic of Mauritania", "!country:IR"],
    ),
    (
        "Tehran said it would answer Washington’s offer.",
        &[
            "country:IR = Tehran",
            "country:US = Washington",
            "!place:tehran",
        ],
    ),
    (
        "The envoys met in Tehran and in Washington.",
        &[
            "place:tehran = Tehran",
            "place:washington = Washington",
            "!country:IR",
            "!country:US",
        ],
    ),
    (
        "Iranian officials met a German tourist.",
        &["country:IR = Iranian", "!country:DE"],
    ),
    (
        "Foreign Minister Hossein Amir Abdollahian spoke.\nLater Amirabdollahian said nothing.",
        &["person:hossein-amir-abdollahian = Amirabdollahian | Hossein Amir Abdollahian"],
    ),
    (
        "Ebrahim Raeisi and Ali Bagheri Kani spoke.\nBaqeri-Kani left.",
        &[
            "person:ebrahim-raisi = Ebrahim Raeisi",
            "person:ali-bagheri-kani = Ali Bagheri Kani | Baqeri-Kani",
        ],
    ),
    (
        "The IAEA met on Monday.\nThe agency reported to the board in March.",
        &["org:iaea = IAEA | agency", "!org:monday"],
    ),
    ("The agency reported.", &["!org:iaea"]),
    (
        "Hunter Biden was in court.\nBiden pleaded not guilty.",
        &[
            "person:hunter-biden = Biden | Hunter Biden",
            "!person:joe-biden",
        ],
    ),
    (
        "Jim Jordan spoke in the House about taxes.",
        &["person:jim-jordan = Jim Jordan"],
    ),
    (
        "The Kremlin and Downing Street did not comment.",
        &["country:RU = Kremlin", "country:GB = Downing Street"],
    ),
    (
        "Turkey and Georgia signed; nobody ate turkey.",
        &["country:TR = Turkey", "country:GE = Georgia"],
    ),
    (
        "Georgia voted, as did Pennsylvania and Michigan.",
        &["place:georgia = Georgia", "!country:GE"],
    ),
    (
        "He asked us who it was, and they may know.",
        &["!country:US", "!org:who"],
    ),
    (
        "Iran’s Foreign Ministry spoke.",
        &[
            "org:iran-foreign-ministry = Foreign Ministry",
            "country:IR = Iran",
        ],
    ),
    (
        "The Office of Foreign Assets Control (OFAC) acted.\nOFAC named two firms.",
        &["org:ofac = OFAC | Office of Foreign Assets Control"],
    ),
    (
        "Mohammed bin Salman met Sergei Lavrov.\nMBS smiled and Lavrov left.",
        &[
            "person:mohammed-bin-salman = MBS | Mohammed bin Salman",
            "person:sergei-lavrov = Lavrov | Sergei Lavrov",
        ],
    ),
    (
        "The spokesman Price answered.",
        &["person:ned-price = Price"],
    ),
    ("The price rose. Price rises hurt.", &["!person:ned-price"]),
    (
        "The National Bureau of Examples met in Paris.\nOfficials of the NBE left.",
        &["org:national-bureau-of-examples = NBE | National Bureau of Examples"],
    ),
    (
        "IRAN SAYS NOBODY KNOWS WHO IS TO BLAME .",
        &["country:IR = IRAN", "!org:who", "!org:is"],
    ),
    (
        "He called it the “Big Story” once more.",
        &["!org:big-story"],
    ),
    (
        "Officials of Iran’s Council of Good Examples met.",
        &["country:IR = Iran"],
    ),
    (
        "President Clinton met Pope Francis.",
        &["person:bill-clinton = Clinton"],
    ),
    (
        "Emmylou Harris sang in Nashville.\nHarris then left.",
        &["!person:kamala-harris"],
    ),
    (
        "The Soviet Union fell and Russia was born; England and Wales watched.",
        &[
            "country:SU = Soviet Union",
            "country:RU = Russia",
            "place:england = England",
        ],
    ),
    (
        "The Food and Drug Administration ruled; the FDA said no more.",
        &["org:fda = FDA | Food and Drug Administration"],
    ),
    (
        "Anna Ruiz, better known as RuizPlays, met the mayor of Oslo.\nRuizPlays then left.",
        &["person:anna-ruiz = Anna Ruiz | RuizPlays"],
    ),
    (
        "Berkshire Hathaway bought a railway.\nFor Berkshire this is rare.",
        &["org:berkshire-hathaway = Berkshire | Berkshire Hathaway"],
    ),
    (
        "JPMorgan said so, and JP Morgan said it again.",
        &["org:jpmorgan = JP Morgan | JPMorgan"],
    ),
    (
        "The money came in a round led by Franklin Templeton on Friday.",
        &["org:franklin-templeton = Franklin Templeton"],
    ),
    ("", &[]),
];

#[test]
fn actors_are_found_under_all_their_names() {
    let finder = Finder::new(&crate::lexicon());
    for (text, wanted) in ROWS {
        let entities = found(&finder, "", text);
        for row in wanted {
            if let Some(id) = row.strip_prefix('!') {
                assert!(
                    !entities.iter().any(|e| &*e.id.0 == id),
                    "{text}: {id} is there"
                );
                continue;
            }
            let (id, words) = row.split_once(" = ").unwrap();
            let Some(entity) = entities.iter().find(|e| &*e.id.0 == id) else {
                panic!("{text}: no {id} in {entities:?}");
            };
            let mut seen: Vec<&str> = entity.mentions.iter().map(|m| m.span.of(text)).collect();
            seen.sort_unstable();
            seen.dedup();
            assert_eq!(seen.join(" | "), words, "{text}");
        }
    }
}

#[test]
fn words_beside_a_name_tell_what_it_is() {
    let finder = Finder::new(&crate::lexicon());
    for (text, wanted) in [
        (
            "The tanker Silver Dawn sank off Alma. Two men of the Silver Dawn are missing.",
            "other Silver Dawn 2",
        ),
        (
            "MV Rosa Lind stayed in port, and HMS Wexcombe was sent.",
            "other MV Rosa Lind 1",
        ),
        (
            "MV Rosa Lind stayed in port, and HMS Wexcombe was sent.",
            "other HMS Wexcombe 1",
        ),
        (
            "The frigate Admiral Brandt turned back.",
            "other Admiral Brandt 1",
        ),
        (
            "Storm Agnes crossed the coast. Agnes was worse than feared, said Agnes Berg, the mayor.",
            "other Storm Agnes 2",
        ),
        (
            "Storm Agnes crossed the coast. Agnes was worse than feared, said Agnes Berg, the mayor.",
            "person Agnes Berg 1",
        ),
        (
            "Ina Brandt, the head of Lakeside Weavers, told the Bay Courier that it would take a month.",
            "organization Lakeside Weavers 1",
        ),
        (
            "Ina Brandt, the head of Lakeside Weavers, told the Bay Courier that it would take a month.",
            "organization Bay Courier 1",
        ),
        (
            "Moss Robotics was bought by Tarn Steel on Friday.",
            "organization Moss Robotics 1",
        ),
        (
            "Moss Robotics was bought by Tarn Steel on Friday.",
            "organization Tarn Steel 1",
        ),
        (
            "Karl Lunde, who runs Mill & Tarn, agreed.",
            "organization Mill & Tarn 1",
        ),
        (
            "It was a hard night, said Nils Bay, who leads the office. Bay had been up since four.",
            "person Nils Bay 2",
        ),
        (
            "The ferry to Hudson Bay sails on Monday.",
            "place Hudson Bay 1",
        ),
        (
            "Tarnify, a company from Alma, said its app had users in Peru. Shares in Tarnify rose.",
            "organization Tarnify 2",
        ),
        (
            "The players of Moorfall, a game by two sisters, wait for an update to Moorfall.",
            "other Moorfall 2",
        ),
        (
            "The children like the novel in Reading. It was read in Reading.",
            "place Reading 2",
        ),
    ] {
        let entities = found(&finder, "", text);
        let rows: Vec<String> = entities
            .iter()
            .map(|e| format!("{} {} {}", e.kind.name(), e.name, e.mentions.len()))
            .collect();
        assert!(
            rows.iter().any(|row| row == wanted),
            "{wanted} is not among {rows:?}: {text}"
        );
    }
}

#[test]
fn mentions_fit_the_text_and_do_not_overlap() {
    let finder = Finder::new(&crate::lexicon());
    for (text, _) in ROWS {
        let mut spans: Vec<Span> = found(&finder, "Iran and the IAEA", text)
            .iter()
            .flat_map(|e| e.mentions.iter().map(|m| m.span))
            .collect();
        spans.sort_unstable();
        assert!(
            spans.iter().all(|s| s.fits(text) && !s.is_empty()),
            "{text}"
        );
        assert!(
            spans.windows(2).all(|w| !w[0].overlaps(w[1])),
            "{text}: {spans:?}"
        );
    }
}

#[test]
fn the_title_makes_central() {
    let finder = Finder::new(&crate::lexicon());
    let entities = found(
        &finder,
        "Grossi Returns to Vienna",
        "Talks went on.\nNobody else came.\nRafael Grossi spoke of France.",
    );
    let central = |id: &str| entities.iter().find(|e| &*e.id.0 == id).map(|e| e.central);
    assert_eq!(central("person:rafael-grossi"), Some(true));
    assert_eq!(central("place:vienna"), Some(true));
    assert_eq!(central("country:FR"), Some(false));
    assert_eq!(
        entities.first().map(|e| &*e.id.0),
        Some("person:rafael-grossi")
    );
}

#[test]
fn corrections_are_honoured() {
    let finder = Finder::new(&crate::lexicon());
    let text = "Iran and France met Rafael Grossi of the IAEA in Vienna.";
    let corrections = Corrections {
        hide: ["country:FR".to_owned()].into(),
        never: ["vienna".to_owned()].into(),
        merge: [("person:rafael-grossi".to_owned(), "org:iaea".to_owned())].into(),
        rename: [("country:IR".to_owned(), "Persia".to_owned())].into(),
        kind: [("country:IR".to_owned(), Kind::Place)].into(),
        ..Corrections::default()
    };
    let entities = finder
        .find(
            &article("", text, Vec::new()),
            &lines(text),
            Some(&corrections),
        )
        .entities;
    let mut rows: Vec<String> = entities
        .iter()
        .map(|e| format!("{} {} {} {}", e.id, e.name, e.kind.name(), e.mentions.len()))
        .collect();
    rows.sort();
    assert_eq!(
        rows,
        [
            "country:IR Persia place 1",
            "org:iaea International Atomic Energy Agency organization 2"
        ]
    );
}

#[test]
fn the_lexicon_has_no_broken_lines() {
    let finder = Finder::new(&crate::lexicon());
    assert_eq!(finder.lexicon().complaints, Vec::<String>::new());
}
