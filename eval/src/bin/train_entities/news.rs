//! Owns: sentences in the manner of general news for training: firms, products, games, films, teams, crime, in plain sentences
//! and in titles.
//! Promises: the patterns are ours; the names in them are those of the training sets or made of syllables, so that what stands
//! around a name must tell what it is.

use nutgraf_read::text::word_list::{phrases, words};

use crate::Dice;

/// The patterns, in the form of those of `wire.rs`; besides `F` a firm and `V` a product or work, both made up, `W` a product or
/// work of the sets, `G` a given name and `q` a lone name of a firm that is a common word.
pub(crate) const PATTERNS: [&str; 249] = phrases(
    "F said on Thursday it would cut n,000 jobs , or n % of its staff . | Shares of F fell n % in early trading . | \
     F shares jumped n % after the company raised its outlook . | F , which makes chips for phones , said sales rose n % . | \
     The start-up F has raised $ n million from B and F . | Start-up F raises $ n million to build robots | \
     French software firm F plans to hire n people in L . | AI lab F released a new model called V on Monday . | \
     F 's latest model , V , can write code . | F is launching a feature called V that turns notes into slides . | \
     F CEO P said the company absorbed the cost . | F co-founder and CEO P told reporters in L . | \
     P , chief executive of F , said in an interview . | P , an analyst at B , wrote in a note to clients . | \
     P , a professor at B , said the figures were grim . | F has hired P as its chief financial officer . | \
     F and F agreed to merge in a deal worth $ n billion . | F bought V maker F for $ n million last year . | \
     F , B and F all reported higher profits . | Rivals such as F and F have cut prices . | \
     F reported revenue of $ n million , beating estimates . | The L-based F employs n,000 people . | \
     L - based F said it would appeal . | F , based in L , was founded by P and P . | Data from F showed that prices fell n % . | \
     according to F , an analytics firm . | F estimates that n million people use V . | Customers of F can now pay with V . | \
     The V app lets people share photos . | The app , V , is used by n million people . | \
     The company behind V said it would close . | V maker F reports earnings on Tuesday . | Users of V complained on W and V . | \
     V is available for $ n on W . | The V comes with a n-inch screen and runs W . | \
     F unveiled the V n , a phone with two cameras . | I have used the V for a week and its battery lasts . | \
     Our review of the V found it slow . | The F V n is the best laptop for most people . | \
     V is the next game from F , the studio behind V . | V , a puzzle game by F , is out now on PC . | \
     Developer F announced V during the show . | F , the developer of V , has laid off n people . | \
     Publisher F delayed V to next year . | V launches on PC and W on March n . | In V , you play a knight named G . | \
     V follows G , a thief who must leave L . | V sold n million copies in its first week . | Players of V will get a new map . | \
     V season n begins on Friday . | The third season of V premieres on B in June . | V stars P and P as brothers . | \
     P plays G in the film V . | P directed V and wrote its script with P . | P , who plays G in V , said the role was hard . | \
     W and V won prizes for best game . | Fans of W will like V . | The sequel to V was shown at the W . | \
     A trailer for V was released . | The band F released their new album V on Friday . | Singer P performed V at the W . | \
     P 's memoir , V , is out in May . | The novel V by P was made into a film . | V is a series about a doctor in L . | \
     At this year 's W , P spoke about V . | Police in L arrested P , n , of L , on Tuesday . | \
     P , n , a teacher from L , was found dead . | P , n , was charged with theft , the B said . | \
     Officers from the B found a man near L . | S told the court that S had hit him . | \
     Prosecutors said S stole $ n,000 from F . | P 's lawyer , P , declined to comment . | \
     S 's wife , P , said he left home at n . | Judge P ruled that F broke the law . | A lawyer for F said S was fired . | \
     F sued F over its use of V . | Regulators fined F $ n million . | The B is looking into F 's deal with F . | \
     Senator P of C asked F about V . | Minister P visited F 's plant in L . | Lawmakers asked F and B to testify . | \
     T striker P scored twice against T . | P joined T from T for $ n million . | T manager P said his side played well . | \
     T won the W on Sunday . | T host T on Saturday . | T will play T in the final . | P beat P in the final of the W . | \
     F driver P won the race in L . | P of F was second . | T fans sang as S scored . | T signed P on a free transfer . | \
     q said on Monday it would sell its bank . | Shares of q rose n % . | q shares slid after the results . | \
     q CEO P said sales were weak . | P founded q in n . | q , the payments company , has n million users . | \
     The company , q , was started by P . | q and F said they would work together . | F to cut n,000 jobs | \
     F Buys F in $ n Billion Deal | V Review : A Slow Game With Charm | F Says V Will Launch in June | How F Plans to Beat F | \
     P Is Leaving F After n Years | V Is Coming to W | Watch the First Trailer for V | Why F is betting on V | \
     F 's P on what went wrong at F | P Joins Cast of V | V Season n Release Date Announced | Everything we know about V | \
     T vs T : how to watch | F settles with F over V | F sues F , claiming V copied W | The F team said it was sorry . | \
     A spokesperson for F said the firm knew of the outage . | F did not respond to a request for comment . | \
     F declined to say how many people work on V . | Former F engineer P now runs F . | P left F to start F with P . | \
     P spent n years at B before joining F . | The deal gives F a n % stake in F . | F , owned by B , has shops in L and L . | \
     In a post on W , P said F had lied . | P posted a photo on V . | P told F that he will leave . | \
     F first reported the news . | P , editor of V , wrote that C was right . | The V Act would ban F from C . | \
     Under the V Act , firms such as F must pay . | Hurricane G hit L on Friday . | The V festival opens in L on Monday . | \
     V , held in L each year , drew n,000 people . | The V mission will reach L in n . | Scientists at B studied the V virus . | \
     P studies birds at B in L . | You can buy V at F and F . | Go to Settings and turn on V . | \
     F 's V and F 's V are much alike . | Both F and F use V . | V costs $ n a month . | V runs on W and W . | \
     F is known for V and V . | The maker of V , F , has no plans for V n . | \
     V , the tactics roguelike from the developer of V , sold n,000 copies in n hours . | V has n,000 players on W right now . | \
     The creators of V said V would get two more updates . | V is a remake of V , which came out in n . | \
     V director P said the team wanted a bigger world . | V gets a release date and a new trailer | \
     V is n % off at F this week . | The V graphics card from F costs $ n . | \
     The F V n laptop has a V processor and an V screen . | If you liked V or V , try V . | \
     V , V and V are coming to W in March . | G and G are back in V . | G must find the sword before S does . | \
     In the first episode , G meets G in L . | S , played by P , dies at the end of V . | P voices G in the W game . | \
     The V card is rare , and players pay $ n for it . | Decks with V and V win more often . | V is now streaming on B . | \
     V opened with $ n million at the box office , ahead of V . | The cast of V includes P , P and P . | \
     P will write and direct V for F . | The V franchise has sold n million games . | V publisher F said it had been hacked . | \
     F , which made V , was bought by F in n . | A patch for V fixes a bug in W . | V beat V to the top of the charts . | \
     V is out today , and so is V . | I played V for n hours and it never got dull . | V runs at n frames on the V . | \
     There is nothing like V this year . | V takes place in L , long after the war . | The world of V is called L . | \
     S leaves L in the final chapter of V . | F studio head P said V would not be free . | The V team at F worked with F on V . | \
     P has left F , the studio he founded in L . | F is closing its L studio , which made V . | \
     V creator P says he will not make V n . | V was written by P and drawn by P . | Comic writer P revives V for F . | \
     V is based on the novel by P . | Analyst P of F said demand for V was weak . | F downgraded F to hold . | \
     F stock rose n % and F lost n % . | F and F shares fell after B said it would build V . | \
     F raised its forecast , and so did F . | Investors in F include B , F and P . | Asset manager F holds n % of F . | \
     F 's n,000 stores will open early . | Grocer F will sell its V brand to F . | \
     Drug maker F said its V pill helped n % of patients . | The V drug , sold by F as V , costs $ n . | \
     Carmaker F recalled n,000 V cars . | The F V is an electric truck . | F will build the V in L . | \
     Airline F cut flights from L to L . | F flight n from L to L was delayed . | \
     Billionaire P , who owns F and B , bought the T . | The T , owned by P , lost again . | \
     T coach P praised S after the game . | T guard P had n points as T beat T . | P of T won the W . | \
     Golfer P leads the W by n shots . | T play at T on Monday in the W . | T midfielder P is out for n weeks . | \
     T owner P wants to sell . | Coach S said T deserved more . | P , the T captain , scored in the n minute . | \
     T sacked P on Monday after n games . | The trial of P , n , begins in L . | \
     P , a driver for F , was hurt when a bus hit a wall in L . | Detective P said G had called his mother at n . | \
     The body of P was found near L . | G , n , said she saw smoke . | A judge in L sentenced P to n years . | \
     P pleaded guilty to fraud at F . | Mayor P of L said the city would sue F . | Governor P signed the V Act on Friday . | \
     Representative P , of C , said F must explain . | President P met F CEO P in L . | \
     The ministry fined F for breaking the V rules . | C has banned V from phones of the state . | \
     Hackers from C broke into F , said security firm F . | Researchers at F found a flaw in V . | \
     The flaw , in V , was found by P of F . | F 's V browser blocks ads . | Type a question into V and it writes a reply . | \
     Open V , tap Share and pick V . | V , which F launched in n , has n million members . | F calls the tool V . | \
     The tool , called V , is free . | F is testing V with B . | V rivals W and V are growing . | F said V will replace V . | \
     The museum shows V , a painting by P . | Chef P opened F in L in n . | The restaurant , F , serves fish from L . | \
     Guests at the V gala included P and P . | P 's new single , V , is number n . | The V tour starts in L in May . | \
     V , by P , is on until June at the B in L . | P sang V with F at the W .",
);

/// Firms that are called by a common word.
pub(crate) const WORDS: [&str; 40] = words(
    "Square Gap Target Block Snap Shell Visa Stripe Bolt Compass Arrow Harbor Signal Slate Ember Lattice Meadow Beacon Anchor Ripple \
     Notion Plaid Ramp Brex Chime Root Hims Vital Orbit Pilot Summit Ridge Cedar Maple Flock Figure Current Dave Oscar Marble",
);

const ONSETS: [&str; 32] =
    words("b br c ch cl cr d dr f fl g gr h j k kr l m n p pl qu r s sk sp st t tr v w z");
const VOWELS: [&str; 10] = words("a e i o u a e i o ai");
const CODAS: [&str; 16] = words("n r l s x t m nt nd rk ck th ll rn v z");
const FIRM_ENDS: [&str; 20] = words(
    "ly ify io ix era ora ium scale base works soft net lab mind AI Pay Tech Health Bio Labs",
);
const SECOND: [&str; 30] = words(
    "Games Studios Interactive Robotics Capital Partners Technologies Health Media Labs Energy Motors Foods Airlines Entertainment \
     Software Systems Analytics Securities Pictures Research Group Holdings Security Financial Ventures Therapeutics Semiconductor \
     Logistics Records",
);
const TITLE_FIRST: [&str; 30] = words(
    "Dark Lost Iron Silent Star Night Dragon Crystal Blood Storm Golden Last Broken Winter Shadow Deep Hollow Final Little Super Red \
     Ghost Empire Crimson Mystic Solar Wild Frozen Hidden Rogue",
);
const TITLE_LAST: [&str; 30] = words(
    "Kingdom Legends Souls Quest Runner Horizon Saga Chronicles Fields Garden Hunters Tactics Heroes Odyssey Warfare Island Rising \
     Dawn Tales Raiders Frontier Assault Echoes Wars Empire Valley Ascent Fall Wings House",
);

fn pick<'a>(dice: &mut Dice, list: &[&'a str]) -> &'a str {
    list.get(dice.below(list.len())).copied().unwrap_or("")
}

/// A word of syllables with a capital.
fn word(dice: &mut Dice) -> String {
    let mut out = String::new();
    for _ in 0..=dice.below(3) {
        out.push_str(pick(dice, &ONSETS));
        out.push_str(pick(dice, &VOWELS));
        if dice.below(2) == 0 {
            out.push_str(pick(dice, &CODAS));
        }
    }
    let mut letters = out.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The name of a firm that there is not.
pub(crate) fn firm(dice: &mut Dice) -> String {
    match dice.below(10) {
        0..4 => word(dice),
        4..6 => format!("{}{}", word(dice), pick(dice, &FIRM_ENDS)),
        6..8 => format!("{} {}", word(dice), pick(dice, &SECOND)),
        8 => format!("{} {}", pick(dice, &TITLE_FIRST), pick(dice, &SECOND)),
        _ => format!("{} AI", word(dice)),
    }
}

/// The name of a product or work that there is not.
pub(crate) fn work(dice: &mut Dice) -> String {
    let two = |dice: &mut Dice| format!("{} {}", pick(dice, &TITLE_FIRST), pick(dice, &TITLE_LAST));
    match dice.below(12) {
        0..3 => word(dice),
        3..6 => two(dice),
        6 => format!("{} {}", two(dice), 2 + dice.below(7)),
        7 => format!("{} {}", word(dice), 2 + dice.below(7)),
        8 => format!("{} of the {}", pick(dice, &TITLE_LAST), word(dice)),
        9 => format!("The {}", two(dice)),
        10 => format!("{} {}", word(dice), pick(dice, &TITLE_LAST)),
        _ => format!("{} Pro", word(dice)),
    }
}
