//! Owns: what a brief says in its own words: its title, a story's facts, what was left out.
//! Promises: plain text; nothing in it is a claim about what happened.

use std::sync::Arc;

use crate::print::brief::piece::Piece;
use crate::print::brief::{Brief, BriefNumber, BriefStory, Cited};
use crate::print::style::many;
use nutgraf_library::filter::stats::stories::StoryState;
use nutgraf_read::model::moment::{Day, Moment};

/// The title: what it is about, and when.
pub fn title(brief: &Brief) -> String {
    match days(brief.from, brief.to) {
        Some(days) => format!("{}, {days}", brief.subject),
        None => brief.subject.clone(),
    }
}

/// The days between two moments: `3 April 2024`, `1–14 March 2026`, `28 March – 2 April 2026`.
pub fn days(from: Option<Moment>, to: Option<Moment>) -> Option<String> {
    let (from, to): (Day, Day) = (from?.day()?, to?.day()?);
    Some(if from == to {
        from.to_string()
    } else if (from.year, from.month) == (to.year, to.month) {
        format!("{}–{to}", from.day)
    } else if from.year == to.year {
        format!("{} {} – {to}", from.day, from.month_name())
    } else {
        format!("{from} – {to}")
    })
}

/// How much is behind the page.
pub fn extent(brief: &Brief) -> String {
    let told: usize = brief.stories.iter().map(|story| story.articles).sum();
    let stories = match brief.stories.len() {
        1 => "1 story".to_owned(),
        count => format!("{count} stories"),
    };
    let since = brief
        .since
        .map(|since| format!(", new since {}", when(since)));
    format!(
        "{stories} from {} of {}{}.",
        told,
        many(brief.articles, "article"),
        since.unwrap_or_default()
    )
}

/// A moment in words: `Tuesday, 3 April 2024, 8:00`, in UTC.
pub fn when(moment: Moment) -> String {
    const WEEK: [&str; 7] = [
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Monday",
        "Tuesday",
        "Wednesday",
    ];
    let seconds = moment.0.rem_euclid(86_400);
    let weekday = usize::try_from(moment.0.div_euclid(86_400).rem_euclid(7)).unwrap_or(0);
    let day = moment.day().map(|day| day.to_string()).unwrap_or_default();
    let name = WEEK.get(weekday).copied().unwrap_or("");
    format!(
        "{name}, {day}, {}:{:02} UTC",
        seconds / 3600,
        seconds / 60 % 60
    )
}

/// Who told a story, when, and whether it is new.
pub fn facts(story: &BriefStory) -> String {
    let mut facts = vec![many(story.articles, "article")];
    if story.origins > 1 {
        facts.push(many(story.origins as usize, "independent source"));
    }
    facts.extend(days(story.first, story.last));
    match story.state {
        StoryState::New => facts.push("new".to_owned()),
        StoryState::Updated => facts.push("updated".to_owned()),
        StoryState::Known => {}
    }
    facts.join(" · ")
}

/// What the articles count: `Sources differ: …`, `Updated: … → …`; nothing where they agree.
pub fn number(
    number: &BriefNumber,
    refer: &mut dyn FnMut(&Arc<Cited>) -> Piece,
) -> Option<Vec<Piece>> {
    let (how, between) = match number.state {
        "differ" => ("Sources differ", "; "),
        "updated" => ("Updated", " → "),
        _ => return None,
    };
    let mut seen: Vec<&str> = Vec::new();
    let mut pieces = vec![Piece::Own(format!("{how} ({}): ", number.what))];
    for (value, cited, _) in &number.values {
        if !seen.contains(&value.as_str()) {
            if !seen.is_empty() {
                pieces.push(Piece::Own(between.to_owned()));
            }
            seen.push(value);
            pieces.push(Piece::Foreign(value.clone()));
            pieces.push(refer(cited));
        }
    }
    (seen.len() > 1).then_some(pieces)
}

/// Outlet and day of an article.
pub fn outlet(cited: &Cited) -> String {
    let day = cited
        .published
        .and_then(Moment::day)
        .map(|day| day.to_string());
    let parts: Vec<String> = cited.source.iter().cloned().chain(day).collect();
    parts.join(", ")
}

/// What is not told, and how much that is.
pub fn left_out(brief: &Brief) -> Option<String> {
    let stories = match brief.untold {
        0 => return None,
        1 => "1 further story".to_owned(),
        count => format!("{count} further stories"),
    };
    let articles = many(brief.untold_articles, "article");
    Some(format!("Left out: {stories} in {articles}."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_told_as_shortly_as_they_can_be() {
        let moment = |text| Moment::parse(text);
        let told = |from, to| days(moment(from), moment(to)).unwrap();
        assert_eq!(told("2026-03-01", "2026-03-14"), "1–14 March 2026");
        assert_eq!(told("2026-03-28", "2026-04-02"), "28 March – 2 April 2026");
        assert_eq!(
            told("2025-12-30", "2026-01-02"),
            "30 December 2025 – 2 January 2026"
        );
        assert_eq!(told("2026-03-01T01:00:00Z", "2026-03-01"), "1 March 2026");
        assert_eq!(days(None, moment("2026-03-01")), None);
        assert_eq!(
            when(Moment::parse("2024-04-03T08:05:00Z").unwrap()),
            "Wednesday, 3 April 2024, 8:05 UTC"
        );
    }
}
