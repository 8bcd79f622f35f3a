//! Owns: `WordClasses`, the classes of small words that tell how a sentence is made: function words, pronouns, connectives,
//! verbs of speech, words of opinion and of housekeeping.
//! Promises: one look-up a word gives all its classes; the lists are closed classes of English, not names or topics.

use nutgraf_read::text::hash::fnv;

/// Words without a meaning of their own.
pub const STOP: u32 = 1;
/// Pronouns of the third person and demonstratives, which need an antecedent.
pub const THIRD: u32 = 1 << 1;
/// Pronouns of the first person.
pub const FIRST: u32 = 1 << 2;
/// Pronouns of the second person.
pub const SECOND: u32 = 1 << 3;
/// Adverbs and conjunctions that tie a sentence to the one before.
pub const TIE: u32 = 1 << 4;
/// Verbs that report speech.
pub const SPEECH: u32 = 1 << 5;
/// Words of judgement and demand.
pub const OPINION: u32 = 1 << 6;
/// Days, months and relative dates.
pub const TIME: u32 = 1 << 7;
/// Verbs of events: announced, launched, died.
pub const EVENT: u32 = 1 << 8;
/// Words of page furniture: subscribe, newsletter, photo.
pub const FURNITURE: u32 = 1 << 9;
/// Words of doubt.
pub const HEDGE: u32 = 1 << 10;
/// Amounts in words.
pub const AMOUNT: u32 = 1 << 11;
/// Question words.
pub const ASKING: u32 = 1 << 12;
/// Words that rank: first, largest, worst.
pub const SUPERLATIVE: u32 = 1 << 13;
/// Words that tell cause or circumstance: after, amid, because.
pub const CAUSE: u32 = 1 << 14;
/// Verb forms of the future and of plans.
pub const PLAN: u32 = 1 << 15;
/// Pronouns of the third person that stand for someone or something named, not for what was said.
pub const PERSONAL: u32 = 1 << 16;
/// Pronouns of a single person.
pub const GENDERED: u32 = 1 << 17;
/// Nouns for a single person, which "he" or "she" can mean where no name stands.
pub const HUMAN: u32 = 1 << 18;
/// Nouns for a person's people: after a name they are meant, not the person.
pub const GROUP: u32 = 1 << 19;
/// Classes that say nothing about how a sentence hangs on another one.
pub const ASIDE: u32 = GENDERED
    | HUMAN
    | GROUP
    | JUDGE
    | DEMAND
    | RECENT
    | SOURCE
    | RATING
    | DRAWN
    | RECIPE
    | SELF
    | TURN
    | NEWS
    | CAUSES;
/// Words that condemn or extol: a reporter leaves them to those who are quoted.
pub const JUDGE: u32 = 1 << 20;
/// Verbs of demand: what the author wants to be done.
pub const DEMAND: u32 = 1 << 21;
/// Words that tell a time of these days: news, not what went before.
pub const RECENT: u32 = 1 << 22;
/// The word that names a source without a verb: according to.
pub const SOURCE: u32 = 1 << 23;
/// Words that weigh and rate, of critics and columnists: dull, delightful, frankly, deserves.
pub const RATING: u32 = 1 << 24;
/// What is left of a verb that was drawn together with its `not`: don't.
pub const DRAWN: u32 = 1 << 25;
/// Measures, orders and goods of recipes.
pub const RECIPE: u32 = 1 << 26;
/// Pronouns of the one who writes.
pub const SELF: u32 = 1 << 27;
/// Small words that turn, weigh and heighten what is said.
pub const TURN: u32 = 1 << 28;
/// Words of reports: who announced, where it is investigated.
pub const NEWS: u32 = 1 << 29;
/// Words of what ought to be, and for whom.
pub const CAUSES: u32 = 1 << 30;
/// How many classes there are.
pub const CLASSES: usize = 31;

const LISTS: [(u32, &str); 31] = [
    (
        STOP,
        "a an the of to in on at by for with from into onto over under about against between among through during \
         before after above below up down out off again further then once here there when where why how all any both \
         each few more most other some such no nor not only own same so than too very can will just don should now and \
         or but if because as until while is am are was were be been being have has had having do does did doing would \
         could might must shall may i me my myself we us our ours ourselves you your yours yourself he him his himself \
         she her hers herself it its itself they them their theirs themselves this that these those what which who whom \
         whose s t re ve ll d m isn aren wasn weren hasn haven hadn doesn didn won wouldn couldn shouldn mustn also said \
         says say one two like get got make made new even many much still back well way use used per via upon within \
         without since though although however yet else ever never always often mr mrs ms dr according told added \
         including",
    ),
    (
        THIRD,
        "he him his himself she her hers herself it its itself they them their theirs themselves this that these those \
         such",
    ),
    (FIRST, "i me my mine myself we us our ours ourselves"),
    (SECOND, "you your yours yourself yourselves"),
    (
        TIE,
        "but and or so yet however moreover furthermore meanwhile also still instead therefore thus hence nevertheless \
         nonetheless besides additionally consequently otherwise then though likewise similarly elsewhere afterwards \
         afterward accordingly indeed rather finally plus nor again too",
    ),
    (
        SPEECH,
        "said says say saying told tells tell added adds wrote writes tweeted posted explained explains noted notes \
         claimed claims stated states warned warns argued argues insisted insists replied asked asks recalled \
         acknowledged admitted admits confirmed denied suggested stressed remarked declared commented testified",
    ),
    (
        OPINION,
        "should must clearly obviously surely unfortunately sadly frankly honestly best worst great terrible awful \
         amazing beautiful wonderful ridiculous absurd disgraceful shameful phony illegal illegally unacceptable \
         hypocrisy hypocritical lie lies truth think feel believe hope love hate really \
         actually simply perhaps maybe probably unlawful",
    ),
    (
        TIME,
        "monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow tonight week weekend month \
         year january february march april june july august september october november december morning afternoon \
         evening recently earlier",
    ),
    (
        EVENT,
        "announced announces announce launched launches launch unveiled unveils revealed reveals released releases \
         agreed agrees signed signs killed died dies arrested charged sentenced elected appointed resigned fired won \
         wins lost beat beats fell rose surged plunged dropped jumped climbed reported reports reached struck \
         approved rejected banned blocked sued filed acquired bought sold merged opened closed hit attacked bombed \
         ordered vowed pledged accused urged called voted passed introduced raised cut ended began found discovered \
         confirmed delayed cancelled canceled suspended faces set plans",
    ),
    (
        FURNITURE,
        "subscribe subscribed subscriber subscribers subscription newsletter newsletters click email inbox sign signup \
         login log cookies cookie advertisement sponsored affiliate commission photo photos photograph photographer image \
         images getty reuters screenshot credit courtesy caption copyright reserved rights disclosure disclaimer \
         follow facebook twitter instagram linkedin youtube podcast download app read watch related updated \
         correction editor contributed gallery video share comments comment deal deals buy shop price discount amazon",
    ),
    (
        HEDGE,
        "may might could possibly likely unlikely reportedly allegedly seems appears apparently expected",
    ),
    (
        AMOUNT,
        "hundred thousand million billion trillion percent per cent dozen dozens hundreds thousands millions billions \
         half third quarter double triple",
    ),
    (ASKING, "who what why how when where which whether"),
    (
        SUPERLATIVE,
        "first last largest biggest highest lowest latest newest oldest most least worst best record top major key \
         main only leading",
    ),
    (
        CAUSE,
        "after amid because as following over despite since due while when",
    ),
    (
        PLAN,
        "will would plans planned planning expected expects set aims aim going upcoming next plan intends seeks",
    ),
    (
        PERSONAL,
        "he him his himself she her hers herself it its itself they them their theirs themselves",
    ),
    (GENDERED, "he him his himself she her hers herself"),
    (
        HUMAN,
        "actor actress adult analyst applicant artist athlete attorney author baby billionaire boss boy boyfriend brother \
         candidate captain celebrity ceo chairman chairwoman chancellor chef chief child cleric client coach colleague \
         columnist comedian commander congressman congresswoman commissioner cop customer dad daughter defendant deputy \
         designer detective diplomat director doctor driver economist editor employee entrepreneur executive expert fan \
         father fighter filmmaker firefighter footballer founder friend girl girlfriend golfer governor grandfather \
         grandmother guard guest guitarist gunman head hero host husband inmate inspector journalist judge justice kid \
         killer king lady lawmaker lawyer leader lecturer legend man manager mayor minister model mom mother mum \
         musician neighbor neighbour novelist nurse officer official owner parent passenger pastor patient pilot \
         pitcher player poet pope premier president priest prince princess prisoner producer professor prosecutor \
         quarterback queen rapper reporter representative researcher resident runner scientist secretary senator sergeant \
         sheriff singer sister soldier son spokesman spokesperson spokeswoman star striker student superintendent \
         surgeon suspect teacher teen teenager toddler tourist trainer victim voter widow wife winner witness woman \
         worker writer youngster youth",
    ),
    (
        GROUP,
        "administration administrations adviser advisers aide aides allies ally appointee appointees cabinet campaign \
         era family government hardliners lawyer lawyers loyalist loyalists office presidency regime regimes staff \
         supporters team voters years",
    ),
    (
        JUDGE,
        "abhorrent abominable absurd abysmal appalling appallingly arrogance arrogant atrocious barbaric baseless \
         betrayal bigoted blatant blatantly bogus brazen brazenly callous charade clueless complicit corrupt \
         cowardice cowardly craven criminally cynical cynically deceit deceitful demagogue deplorable despicable \
         despot disgrace disgraceful disgusting dishonest dismal duplicitous duplicity egregious falsehood \
         falsehoods falsely farce farcical fascist feckless flagrant flagrantly frankly grotesque hateful hypocrisy \
         hypocrite hypocrites hypocritical idiotic illegally illegitimate immoral incompetence incompetent \
         indefensible inexcusable insidious intolerable irresponsible laughable liar liars ludicrous malicious \
         meaningless mendacious murderous nonsense odious outrage outrageous outrageously pathetic pernicious \
         perverse phony pointless preposterous propaganda puppet racist reckless recklessly regrettably repugnant \
         repulsive ridiculous rightly ruinous sadly scandalous shameful shamefully shameless shamelessly spineless \
         stooge stooges stupid stupidity sycophants traitor treacherous treason tyrannical tyranny tyrant \
         unacceptable unconscionable undemocratic undeniable undeniably undoubtedly unforgivable unfortunately \
         unjust unjustified unlawful unprincipled unquestionably unscrupulous unwarranted vile warmonger warmongers \
         worthless wrongly",
    ),
    (DEMAND, "must should ought cannot"),
    (
        RECENT,
        "monday tuesday wednesday thursday friday saturday sunday today yesterday tonight weekend",
    ),
    (SOURCE, "according"),
    (
        RATING,
        "absurd admittedly adorable annoying anyway arguably atrocious awfully awkward barely beautifully \
         best better bizarre bland bloated bold boring brave brilliant campy captivating charming cheesy \
         clever clumsy clunky comfortable compelling completely cool courage courageous cowardly crisis \
         crucial cruel cruelty cute cynical dangerous decency decent delightful democracy deserve deserves \
         disappointing disappointment dishonest dreadful dull elegant engaging enjoyable essential excellent \
         excels fail failed fails failure fantastic feel feels felt flawed flawless flaws folly foolish \
         forgettable frankly freedom frustrated frustrating fun funny generic genuinely goofy gorgeous greed \
         greedy gripping hardly haunting heartfelt hilarious hollow honest honestly hopefully horrendous \
         horrible hypocrisy immoral impressive incredibly injustice insanely irritating justice lacking \
         lackluster lacks lazy lie lovely manages masterful masterfully masterpiece mediocre memorable merely \
         mesmerizing messy misguided moral moving muddled naive neat necessary nice nicely nonsense odd \
         overrated painful painfully perfect perfectly poignant predictable pretentious pretty quite rather \
         recommend recommended refreshing remarkable repetitive rewarding ridiculous ridiculously right sadly \
         satisfying seems selfish shallow shame shameful shines shortcomings silly simply sleek smooth solid \
         somehow somewhat stale standout stellar strong stronger struggles stunning stylish suffers superb \
         surprisingly tedious terribly thankfully thrilling tired totally tragedy tragic troubling truly \
         truth tyranny undeniably underrated underwhelming unfortunately uninspired urgent utterly vital weak \
         weaker weird wish wishes witty wonder wonderfully worse worst worth worthwhile wrong",
    ),
    (
        DRAWN,
        "don isn aren wasn weren hasn haven hadn doesn didn couldn wouldn shouldn ain",
    ),
    (
        RECIPE,
        "cup cups tbsp tsp tablespoon tablespoons teaspoon teaspoons oz ounces preheat whisk simmer saute knead recipe recipes \
         ingredient ingredients bake baked baking oven butter sugar flour dough batter stir mixer mixture",
    ),
    (SELF, "i me my mine myself"),
    (
        TURN,
        "all almost always anything back because but either enough even every everything far how however if instead just \
         least less like maybe more most nearly neither never no none nor not nothing only perhaps quite rather so somehow \
         still such than though too very whatever what why without yet",
    ),
    (
        NEWS,
        "analyst analysts announcement authorities ceo chief court friday interview investigators lawsuit monday official \
         officials percent police prosecutors quarter reportedly saturday sources spokesman spokesperson spokeswoman \
         statement statements sunday thursday tuesday wednesday yesterday",
    ),
    (
        CAUSES,
        "citizens crisis decency democracy deserve deserves duty elites establishment failure fear freedom future history \
         hope justice liberty moral must nation need needs ought our power problem reform responsibility right shame should \
         society truth us values voters we wrong",
    ),
];

/// The classes of all words of the lists: an open table of hashes (0: nobody) and, apart from them, their classes, so that
/// what a look-up walks over stays small.
#[derive(Clone, Debug)]
pub struct WordClasses {
    keys: Vec<u64>,
    classes: Vec<u32>,
    mask: usize,
}

impl Default for WordClasses {
    fn default() -> Self {
        Self::new()
    }
}

impl WordClasses {
    /// The table of the ranker's classes.
    pub fn new() -> Self {
        Self::of(&LISTS)
    }

    /// A table of other lists: lower-case words between blanks, each list with its class bits. There is room for some
    /// hundred words more.
    pub fn of(lists: &[(u32, &str)]) -> Self {
        let words: usize = lists.iter().map(|(_, words)| words.len() / 6).sum();
        let size = (words * 3 / 2 + 256).next_power_of_two();
        let mut word_classes = Self {
            keys: vec![0; size],
            classes: vec![0; size],
            mask: size - 1,
        };
        for (class, words) in lists {
            for word in words.split_whitespace() {
                word_classes.add(word, *class);
            }
        }
        word_classes
    }

    /// Gives a word a class.
    pub fn add(&mut self, word: &str, class: u32) {
        let key = fnv(word.as_bytes());
        let mut at = slot(key) & self.mask;
        for _ in 0..self.keys.len() {
            match self.keys.get_mut(at) {
                Some(found) if *found == key || *found == 0 => {
                    *found = key;
                    if let Some(classes) = self.classes.get_mut(at) {
                        *classes |= class;
                    }
                    return;
                }
                _ => at = (at + 1) & self.mask,
            }
        }
    }

    /// The classes of a word by the hash of its lower-case form; 0 when it has none.
    #[inline]
    pub fn classes(&self, key: u64) -> u32 {
        let mut at = slot(key) & self.mask;
        loop {
            match self.keys.get(at) {
                Some(found) if *found == key => {
                    return self.classes.get(at).copied().unwrap_or(0);
                }
                Some(0) | None => return 0,
                Some(_) => at = (at + 1) & self.mask,
            }
        }
    }

    /// The classes of a lower-case word.
    pub fn classes_of(&self, word: &str) -> u32 {
        self.classes(fnv(word.as_bytes()))
    }
}

/// Where a hash starts looking in a table: its upper half is the better mixed one.
pub fn slot(key: u64) -> usize {
    usize::try_from((key ^ (key >> 32)) & 0xffff_ffff).unwrap_or(0)
}

/// The length of the stem of a lower-case word: a light cut of inflections, for counting the same word once.
pub fn stem(word: &[u8]) -> usize {
    let len = word.len();
    let cut = match (word, len) {
        ([.., b'i', b'n', b'g'], 7..) => 3,
        ([.., b'e', b'd' | b's'] | [.., b'l', b'y'], 6..) => 2,
        ([.., b's', b's'], _) => 0,
        ([.., b's'], 4..) | ([.., b'e'], 5..) => 1,
        _ => 0,
    };
    len - cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_has_all_the_classes_of_its_lists() {
        let word_classes = WordClasses::new();
        let check = |word: &str, wanted: u32| {
            assert_eq!(word_classes.classes_of(word) & wanted, wanted, "{word}");
        };
        check("he", STOP | THIRD);
        check("but", STOP | TIE);
        check("said", STOP | SPEECH);
        check("should", STOP | OPINION);
        check("amid", CAUSE);
        for word in ["parliament", "", "heh", "missile"] {
            assert_eq!(word_classes.classes_of(word), 0, "{word}");
        }
    }

    #[test]
    fn inflections_of_a_word_share_a_stem() {
        let cut = |word: &str| word.get(..stem(word.as_bytes())).unwrap_or("").to_owned();
        for (a, b) in [
            ("sanctions", "sanction"),
            ("warned", "warning"),
            ("attacked", "attack"),
            ("policies", "policies"),
            ("strikes", "strike"),
        ] {
            assert_eq!(cut(a), cut(b), "{a} {b}");
        }
        assert_ne!(cut("press"), cut("pres"));
    }
}
