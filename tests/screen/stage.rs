//! A fake engine that answers every effect at once, from articles in memory, so that key stories need no threads and
//! no sleeps. Also used by `screenshot` of eval.
#![expect(
    clippy::expect_used,
    clippy::cast_possible_truncation,
    clippy::wildcard_enum_match_arm,
    reason = "a stage for tests and pictures: few articles, and effects that it does not know go outside"
)]

use std::sync::Arc;

use nutgraf::app::effect::{Effect, Question, Request};
use nutgraf::app::key::Key;
use nutgraf::app::msg::{Answer, Completions, Msg, Size, Snapshot};
use nutgraf::app::state::State;
use nutgraf::app::state::feeds::FeedLine;
use nutgraf::app::state::settings::Settings;
use nutgraf::app::update::update;
use nutgraf::engine::brief::wish;
use nutgraf::engine::timeline::{self, Held};
use nutgraf_analysis::summary::Ranker;
use nutgraf_library::Statements;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::bits::Bits;
use nutgraf_library::catalog::row::{Row, RowActor};
use nutgraf_library::filter::search::article_phrases::{self, Phrases};
use nutgraf_library::filter::search::found::{Found, FullText};
use nutgraf_library::filter::stats::stories::{self, Story};
use nutgraf_library::filter::{self, Completion, SearchCache};
use nutgraf_library::{Applied, Counts, Library};
use nutgraf_read::model::account::{Account, Counted, News, RelatedStory, Standing, Value};
use nutgraf_read::model::actor::Actor;
use nutgraf_read::model::analysis::Analyzed;
use nutgraf_read::model::change::Change;
use nutgraf_read::model::feed::Health;
use nutgraf_read::model::headline::{ActorName, Headline, Keyphrases, Marks, Reading};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;
use nutgraf_read::model::saved::{Purpose, Saved, Tally};
use nutgraf_read::model::summary_request::SummaryRequest;

/// The state with an engine behind it.
#[derive(Debug)]
pub(crate) struct Stage {
    /// What the browser knows.
    pub(crate) state: State,
    /// Effects that no engine carries out, in order: copies, browsers, quitting.
    pub(crate) outside: Vec<Effect>,
    articles: Vec<(Arc<Analyzed>, Marks, u32)>,
    catalog: Catalog,
    cache: SearchCache,
    brief: SummaryRequest,
    ranker: Ranker,
}

impl Stage {
    /// A browser over articles, started at a size.
    pub(crate) fn new(
        articles: Vec<Analyzed>,
        size: Size,
        now: Moment,
        settings: Settings,
    ) -> Self {
        let mut catalog = Catalog::new();
        let articles: Vec<_> = articles
            .into_iter()
            .map(|a| (Arc::new(a), Marks::default(), 0))
            .collect();
        for (number, (article, marks, _)) in articles.iter().enumerate() {
            push(&mut catalog, id(number), article, marks);
        }
        let mut stage = Self {
            state: State::new(settings),
            outside: Vec::new(),
            articles,
            catalog,
            cache: SearchCache::default(),
            brief: SummaryRequest::default(),
            ranker: Ranker::new(),
        };
        let snapshot = stage.catalog.snapshot();
        let counts = stage.counts();
        stage.tell(Msg::Start { size, now });
        stage.tell(Msg::Counts(counts));
        stage.tell(Msg::Catalog(Snapshot(snapshot)));
        stage.search_again();
        stage
    }

    /// Takes in a message and everything that follows from it.
    pub(crate) fn tell(&mut self, msg: Msg) {
        let effects = update(&mut self.state, msg);
        self.carry_out(effects);
    }

    /// Strikes keys, written with blanks between them; `'words'` are typed letter by letter.
    pub(crate) fn strike(&mut self, keys: &str) -> &mut Self {
        for word in keys.split(' ').filter(|w| !w.is_empty()) {
            let quoted = word.strip_prefix('\'').and_then(|w| w.strip_suffix('\''));
            if let Some(letters) = quoted {
                for letter in letters.chars() {
                    let letter = if letter == '_' { ' ' } else { letter };
                    self.tell(Msg::Key(Key::char(letter)));
                }
            } else {
                let key = Key::parse(word).unwrap_or_else(|| panic!("{word} is a key"));
                self.tell(Msg::Key(key));
            }
        }
        self
    }

    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Library(request) => self.answer(request),
                other => self.outside.push(other),
            }
        }
    }

    fn answer(&mut self, request: Request) {
        match request {
            Request::Search(question) => self.search(question),
            Request::LoadRows(ids) => {
                let rows = ids.iter().filter_map(|id| self.headline(*id)).collect();
                self.tell(Msg::Rows(rows));
            }
            Request::Open(id) => {
                let reading = self.reading(id).map(Box::new);
                self.tell(Msg::Opened { id, reading });
            }
            Request::Summarize(brief) => self.brief = brief,
            Request::Apply(change) => self.apply(&change),
            Request::Saved(saved) => self.saved(&saved),
            Request::Match(request) => {
                let plan = self.plan(&request.line);
                let mut found = self.matches(&plan);
                if !plan.asks_muted() {
                    found.minus(self.catalog.muted());
                }
                let text = self.full_text(&plan);
                let catalog = &self.catalog;
                let ids = filter::limited(&plan, catalog, &text, &mut self.cache, &found);
                self.tell(Msg::Matched {
                    request,
                    ids: ids.into(),
                    trouble: plan.complaints().first().map(ToString::to_string),
                });
            }
            Request::Statements {
                articles,
                voices,
                asking,
            } => {
                let mut found = Statements::default();
                for reading in articles.iter().filter_map(|id| self.reading(*id)) {
                    found.add(&reading, &voices);
                }
                self.tell(Msg::Said {
                    asking,
                    statements: found.into_all().into(),
                });
            }
            // All that the stage was set with had arrived by then.
            Request::LastVisit(at) => {
                let seen = self.articles.len() as u32;
                self.catalog.set_seen(at.map(|_| ArticleId(seen)));
            }
            Request::Stories { articles, .. } => self.stories(&articles),
            Request::Account { story, .. } => self.account(&story),
            Request::Story(_)
            | Request::Retell { .. }
            | Request::StopRetelling
            | Request::Import(_)
            | Request::Export { .. }
            | Request::ExportBrief { .. }
            | Request::ImportStarters
            | Request::Refresh(_)
            | Request::ChangeFeeds(_)
            | Request::UndoFeeds
            | Request::WholePage(_)
            | Request::StarterFeeds => self.outside.push(request.into()),
            Request::Brief(wish) => {
                let library = self.library();
                let reader = library.reader().expect("a library in memory");
                let told = wish::answered(&reader, &wish, &|| false);
                let told = told.expect("nothing is broken");
                self.tell(told.expect("nothing stops it"));
            }
            Request::Timeline {
                articles,
                generation,
            } => {
                let found = articles.iter().filter_map(|id| {
                    let (analyzed, _, _) = self.articles.get((id.0 as usize).checked_sub(1)?)?;
                    let sentences = analyzed.analysis.sentences.clone();
                    Some(Held::new(*id, analyzed.article.clone(), sentences))
                });
                let held: Vec<Held> = found.collect();
                self.tell(Msg::Timeline {
                    generation,
                    timeline: timeline::of(&held, timeline::SHOWN),
                });
            }
            Request::Feeds => self.tell(Msg::Feeds(
                feeds(self.state.now).into(),
                "feeds.toml".to_owned(),
            )),
        }
    }

    /// The articles in a library, with the numbers that they have here.
    fn library(&self) -> Library {
        let library = Library::temporary().expect("a folder for temporary files");
        let mut writer = library.writer().expect("nobody else writes");
        let puts = self.articles.iter();
        let puts = puts.map(|(article, _, _)| Change::Put(Box::new(Analyzed::clone(article))));
        writer
            .apply(&puts.collect::<Vec<_>>())
            .expect("there is room");
        library
    }

    /// Three neighbours each are one story, the first of which the reader knows.
    fn stories(&mut self, articles: &Bits) {
        let mut together = self.catalog.clone();
        for number in 0..self.articles.len() {
            let mut row = self.catalog.row(id(number)).expect("it was pushed");
            row.story = id(number / 3 * 3).0;
            together.push(&row);
        }
        together.settle();
        let ids: Vec<ArticleId> = articles.iter().collect();
        let seen = [(id(0).0, id(2))].into();
        let found = stories::group(&together, &ids, &seen);
        let lines = found.into_iter().map(|one| stories::line(&together, one));
        self.tell(Msg::Stories(lines.collect()));
    }

    /// Two sources that don't agree on what something costs, and another story that goes with it.
    fn account(&mut self, story: &Story) {
        let value = |text: &str, source: &str| Value {
            text: text.into(),
            article: story.articles[0],
            source: Some(source.into()),
        };
        let cost = Counted {
            what: "cost".into(),
            values: vec![
                value("$2 million", "Morning Wire"),
                value("at least $3 million", "The Ledger"),
            ],
            standing: Standing::Differ,
        };
        let catalog = self.catalog.snapshot();
        let ids: Vec<ArticleId> = catalog.present().iter().collect();
        let mut others = ids
            .into_iter()
            .filter(|id| catalog.story(*id) != story.number);
        let related = others.next_back().map(|id| RelatedStory {
            story: catalog.story(id),
            title: catalog.title(id).into(),
            last: catalog.date(id),
        });
        self.tell(Msg::Account(Arc::new(Account {
            related: related.into_iter().collect(),
            story: story.number,
            numbers: vec![cost],
            news: News::default(),
        })));
    }

    /// Answers the last search anew, as the engine does when the catalog has changed.
    fn search_again(&mut self) {
        self.search(Question {
            generation: self.state.search.asked,
            line: self.state.filter.text().to_owned(),
            cursor: None,
            rows: 0,
        });
    }

    fn search(&mut self, question: Question) {
        let Question {
            generation,
            line,
            cursor,
            ..
        } = question;
        let snapshot = self.catalog.snapshot();
        let now = self.state.now;
        let plan = filter::plan(&filter::parse(&line), &snapshot, now);
        let text = self.full_text(&plan);
        let found = filter::run(&plan, &snapshot, &text, &mut self.cache, &|| false);
        let found = found.expect("nothing stops it");
        let completions = cursor.map(|cursor| {
            let (at, known) = ((line.as_str(), cursor), (&*snapshot, &text, now));
            let wider = filter::without_written_term(at, &found, known, &mut self.cache, &|| false);
            let list = filter::complete(&line, cursor, &snapshot, &wider, now);
            Completions {
                all: self.with_phrases(list, (&line, cursor), &found),
                line,
                cursor,
            }
        });
        self.tell(Msg::Found(Box::new(Answer {
            generation,
            found: Arc::new(found),
            plan: Arc::new(plan),
            micros: 300,
            counts: None,
            headlines: Vec::new(),
            completions,
        })));
    }

    /// Completions with the keyphrases that go on with the word at the cursor.
    fn with_phrases(
        &self,
        list: Vec<Completion>,
        (line, cursor): (&str, usize),
        found: &Found,
    ) -> Vec<Completion> {
        let Some((span, word)) = article_phrases::word_at(line, cursor) else {
            return list;
        };
        let mut known = Phrases::default();
        let all = known.missing(found).into_iter();
        known.learn(
            all.filter_map(|id| {
                let phrases = self.headline(id)?.phrases;
                Some(Keyphrases { id, phrases })
            })
            .collect(),
        );
        article_phrases::join(list, span, &known.beginning(&word, found))
    }

    /// Hides what mutes match, counts briefs, and answers anew.
    fn saved(&mut self, saved: &[Saved]) {
        let of = |purpose| saved.iter().filter(move |saved| saved.purpose == purpose);
        let mut muted = Bits::default();
        for saved in of(Purpose::Mute) {
            let plan = self.plan(&saved.line);
            muted.or(&self.matches(&plan));
        }
        self.catalog.mute(muted, true);
        let mut tallies = Vec::new();
        for saved in of(Purpose::Tab) {
            let plan = self.plan(&saved.line);
            let text = self.full_text(&plan);
            let found = filter::run(&plan, &self.catalog, &text, &mut self.cache, &|| false);
            let found = found.expect("nothing stops it");
            tallies.push(Tally {
                name: Arc::clone(&saved.name),
                articles: found.set.count(),
                unread: found.unread,
                new: found
                    .rows
                    .iter()
                    .filter(|id| self.catalog.is_new(**id))
                    .count() as u32,
            });
        }
        self.tell(Msg::Tallies(tallies));
        self.search_again();
    }

    fn plan(&mut self, line: &str) -> filter::Plan {
        self.catalog.settle();
        filter::plan(&filter::parse_final(line), &self.catalog, self.state.now)
    }

    fn matches(&mut self, plan: &filter::Plan) -> Bits {
        let text = self.full_text(plan);
        let found = filter::matches(plan, &self.catalog, &text, &mut self.cache, &|| false);
        found.expect("nothing stops it")
    }

    fn full_text(&self, plan: &filter::Plan) -> FullText {
        let mut text = FullText::new();
        for term in plan.full_text() {
            let holds = |a: &Analyzed| {
                let body = a.article.text.to_lowercase();
                term.words.iter().all(|w| body.contains(w.as_str()))
            };
            let ids = self.articles.iter().enumerate();
            let ids = ids.filter(|(_, (a, _, _))| holds(a)).map(|(n, _)| id(n).0);
            text.insert(term.clone(), ids.collect());
        }
        text
    }

    fn apply(&mut self, change: &Change) {
        let mut touched = Vec::new();
        let mut each = |ids: &[ArticleId],
                        articles: &mut Vec<(Arc<Analyzed>, Marks, u32)>,
                        f: &dyn Fn(&mut Marks)| {
            for id in ids {
                if let Some((_, marks, _)) = articles.get_mut(id.0 as usize - 1) {
                    f(marks);
                    touched.push(*id);
                }
            }
        };
        match change {
            Change::SetRead(ids, on) => each(ids, &mut self.articles, &|m| m.read = *on),
            Change::SetStarred(ids, on) => each(ids, &mut self.articles, &|m| m.starred = *on),
            Change::AddTag(ids, tag) => each(ids, &mut self.articles, &|m| {
                m.tags.retain(|t| t != tag);
                m.tags.push(Arc::clone(tag));
            }),
            Change::RemoveTag(ids, tag) => {
                each(ids, &mut self.articles, &|m| m.tags.retain(|t| t != tag));
            }
            Change::SetPosition(id, at) => {
                if let Some(article) = self.articles.get_mut(id.0 as usize - 1) {
                    article.2 = *at;
                }
            }
            Change::Put(_)
            | Change::Take(_)
            | Change::Entry(_)
            | Change::Feed(_)
            | Change::Keep(_)
            | Change::KnowStories(_)
            | Change::KeepBrief(_)
            | Change::Link(_)
            | Change::Correct(_)
            | Change::Undo => {
                self.outside.push(Request::Apply(change.clone()).into());
            }
        }
        for id in &touched {
            let (article, marks, _) = &self.articles[id.0 as usize - 1];
            push(&mut self.catalog, *id, article, marks);
        }
        let snapshot = self.catalog.snapshot();
        let counts = self.counts();
        self.tell(Msg::Catalog(Snapshot(snapshot)));
        self.tell(Msg::Counts(counts));
        self.tell(Msg::Applied(Applied {
            touched,
            ..Applied::default()
        }));
    }

    fn counts(&self) -> Counts {
        let count = |f: &dyn Fn(&Marks) -> bool| {
            self.articles.iter().filter(|(_, m, _)| f(m)).count() as u32
        };
        Counts {
            articles: self.articles.len() as u32,
            unread: count(&|m| !m.read),
            starred: count(&|m| m.starred),
            new: self.catalog.counts().new,
        }
    }

    fn headline(&self, id: ArticleId) -> Option<Headline> {
        let (analyzed, marks, _) = self.articles.get(id.0 as usize - 1)?;
        let (article, analysis) = (&analyzed.article, &analyzed.analysis);
        let text = |s: &Option<String>| s.as_deref().map(Arc::from);
        Some(Headline {
            id,
            key: article.key.clone(),
            title: Arc::from(article.meta.title.as_str()),
            source: text(&article.meta.source),
            byline: text(&article.meta.byline),
            url: text(&article.meta.url),
            published: article.meta.published,
            words: analysis.words,
            marks: marks.clone(),
            summary: analysis
                .summary
                .iter()
                .map(|s| Arc::from(s.span.of(&article.text)))
                .collect(),
            actors: analysis
                .entities
                .iter()
                .take(8)
                .map(|e| ActorName {
                    id: e.id.clone(),
                    name: Arc::from(e.name.as_str()),
                    kind: e.kind,
                })
                .collect(),
            nut: analysis.nut(),
            phrases: analysis
                .keyphrases
                .iter()
                .map(|s| Arc::from(s.of(&article.text)))
                .collect(),
            copies: 0,
            analyzed: true,
        })
    }

    fn reading(&self, id: ArticleId) -> Option<Reading> {
        let (analyzed, marks, position) = self.articles.get((id.0 as usize).checked_sub(1)?)?;
        let spread = |id| {
            let holds = |(a, _, _): &&(Arc<Analyzed>, Marks, u32)| {
                a.analysis.entities.iter().any(|e| e.id == id)
            };
            self.articles.iter().filter(holds).count() as u32
        };
        let mut summarized = Arc::clone(analyzed);
        let mut about = Vec::new();
        if self.brief != SummaryRequest::default() {
            let made = self.ranker.requested(analyzed, &self.brief, 3);
            Arc::make_mut(&mut summarized).analysis.summary = made.summary;
            let names = made.about.iter().map(|at| &self.brief.about[*at].name);
            about = names.map(Arc::clone).collect();
        }
        Some(Reading {
            id,
            marks: marks.clone(),
            analyzed: summarized,
            spread: analyzed
                .analysis
                .entities
                .iter()
                .map(|e| spread(e.id.clone()))
                .collect(),
            position: *position,
            own_voice: nutgraf_analysis::summary::own_voice(
                &analyzed.article,
                &analyzed.analysis.sentences,
                self.ranker.word_classes(),
            ),
            about,
        })
    }
}

fn id(number: usize) -> ArticleId {
    ArticleId(u32::try_from(number).expect("few") + 1)
}

fn push(catalog: &mut Catalog, id: ArticleId, analyzed: &Analyzed, marks: &Marks) {
    let mut actors = Vec::new();
    for entity in &analyzed.analysis.entities {
        let actor = catalog.intern(&Actor {
            id: entity.id.clone(),
            name: entity.name.clone(),
            kind: entity.kind,
            aliases: Vec::new(),
        });
        actors.push(RowActor {
            actor,
            mentions: u32::try_from(entity.mentions.len()).expect("few"),
            central: entity.central,
            speaks: analyzed
                .analysis
                .quotes
                .iter()
                .any(|quote| quote.speaker.as_ref() == Some(&entity.id)),
        });
    }
    let meta = &analyzed.article.meta;
    let text = |s: &Option<String>| s.as_deref().map(Arc::from);
    catalog.push(&Row {
        id,
        title: Arc::from(meta.title.as_str()),
        published: meta.published,
        source: text(&meta.source),
        byline: text(&meta.byline),
        language: text(&meta.language),
        words: analyzed.analysis.words,
        copies: 0,
        story: 0,
        marks: marks.clone(),
        actors,
    });
}

/// Some feeds, in the order in which the engine gives them.
fn feeds(now: Moment) -> Vec<FeedLine> {
    let feed =
        |name: &str, health: Health, state: &str, counts: (u32, u32), tags: &[&str]| FeedLine {
            url: Arc::from(format!(
                "https://{}.example/feed",
                name.to_lowercase().replace(' ', "-")
            )),
            shown: format!(
                "https://{}.example/feed",
                name.to_lowercase().replace(' ', "-")
            ),
            name: name.to_owned(),
            health,
            state: state.to_owned(),
            unread: counts.0,
            week: counts.1,
            latest: (counts.1 > 0).then(|| now.plus(-7200)),
            next: Some(now.plus(240)),
            tags: tags.iter().map(|tag| (*tag).to_owned()).collect(),
            full: name == "River Board",
        };
    vec![
        feed(
            "Lock Times",
            Health::Failing,
            "wants a name and a password (401): set `auth` for it in feeds.toml",
            (0, 12),
            &["world"],
        ),
        feed(
            "Old Blog",
            Health::Gone,
            "gone for good, says the server (410)",
            (3, 0),
            &[],
        ),
        feed(
            "Large Forum",
            Health::Waiting,
            "waits for 14 min",
            (0, 210),
            &["talk"],
        ),
        feed(
            "River Board",
            Health::Well,
            "ok, next in 4 min",
            (6_400, 640),
            &["world", "water"],
        ),
    ]
}
