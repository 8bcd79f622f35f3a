//! Any line parses, plans, searches and prints without a panic, and printing agrees with parsing.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use nutgraf_library::catalog::Catalog;
use nutgraf_library::catalog::row::Row;
use nutgraf_library::filter::search::found::FullText;
use nutgraf_library::filter::{self, SearchCache};
use nutgraf_read::model::id::ArticleId;
use nutgraf_read::model::moment::Moment;

fuzz_target!(|line: &str| {
    let mut catalog = Catalog::new();
    for (id, title) in (1..).zip(["Iran and the powers meet", "Šefčovič on trade", ""]) {
        catalog.push(&Row {
            id: ArticleId(id),
            title: Arc::from(title),
            published: Some(Moment(1_600_000_000)),
            ..Row::default()
        });
    }
    let parsed = filter::parse(line);
    let printed = parsed.query.to_string();
    assert_eq!(filter::parse(&printed).query.to_string(), printed);
    let plan = filter::plan(&parsed, &catalog, Moment(1_600_086_400));
    let found = filter::run(&plan, &catalog, &FullText::new(), &mut SearchCache::alone(), &|| false);
    filter::explain(&plan);
    filter::highlight(&plan, "Iran and the powers meet Šefčovič");
    let now = Moment(1_600_086_400);
    let found = found.unwrap_or_default();
    let known = (&catalog, &FullText::new(), now);
    let wider = filter::without_written_term((line, line.len()), &found, known, &mut SearchCache::alone(), &|| false);
    filter::complete(line, line.len(), &catalog, &wider, now);
    filter::chips(&plan, &found.hints);
});
