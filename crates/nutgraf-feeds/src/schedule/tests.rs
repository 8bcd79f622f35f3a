use super::*;
use proptest::prelude::*;

const START: Moment = Moment(1_700_000_000);

fn head() -> Head {
    Head {
        etag: Some(b"\"1\"".to_vec()),
        ..Head::default()
    }
}

fn asking(at: Moment, outcome: Outcome<'_>) -> Asking<'_> {
    Asking {
        at,
        outcome,
        status: 200,
        words: "",
        moved: None,
        conditional: true,
        every: None,
        draw: 100,
    }
}

fn whole(head: &Head) -> Outcome<'_> {
    Outcome::Whole {
        head,
        body: 1,
        wishes: None,
    }
}

#[test]
fn the_largest_wish_counts_within_an_hour_and_a_day() {
    let check = |head: &Head, wishes: Wishes, every: Option<i64>, want: (i64, Reason)| {
        let outcome = Outcome::Whole {
            head,
            body: 1,
            wishes: Some(wishes),
        };
        let standing = after(
            &Standing::default(),
            &Asking {
                every,
                ..asking(START, outcome)
            },
        );
        let pause = standing.next.unwrap().0 - START.0;
        assert_eq!((pause, standing.reason), want);
    };
    let none = Wishes::default();
    check(&head(), none, None, (HOUR, Reason::Least));
    check(&head(), none, Some(60), (HOUR, Reason::Least));
    check(&head(), none, Some(3 * DAY), (3 * DAY, Reason::Own));
    let ttl = Wishes {
        ttl: Some(2 * HOUR),
        gap: Some(3 * HOUR),
        ..none
    };
    check(&head(), ttl, None, (3 * HOUR, Reason::Pace));
    let aged = Head {
        max_age: Some(30 * DAY),
        expires: Some(START.plus(9 * HOUR)),
        ..head()
    };
    check(&aged, ttl, None, (DAY, Reason::MaxAge));
    let expires = Head {
        max_age: None,
        ..aged
    };
    check(&expires, ttl, None, (9 * HOUR, Reason::Expires));
    check(&Head::default(), none, None, (DAY, Reason::Unconditional));
}

#[test]
fn validators_are_replaced_by_every_answer() {
    let both = Head {
        modified: Some(b"then".to_vec()),
        ..head()
    };
    let first = after(&Standing::default(), &asking(START, whole(&both)));
    let only = Head {
        etag: Some(b"\"2\"".to_vec()),
        ..Head::default()
    };
    let same = after(&first, &asking(START, Outcome::Same(&only)));
    assert_eq!(same.etag.as_deref(), Some(&b"\"2\""[..]));
    assert_eq!(same.modified, first.modified);
    let other = after(&same, &asking(START, whole(&only)));
    assert_eq!(other.modified, None);
}

#[test]
fn faults_double_up_to_a_day_and_sleep_after_a_month() {
    let mut standing = after(&Standing::default(), &asking(START, whole(&head())));
    let mut at = standing.next.unwrap();
    let mut pauses = Vec::new();
    while at.0 < START.0 + 45 * DAY {
        standing = after(&standing, &asking(at, Outcome::Failed));
        let next = standing.next.unwrap();
        pauses.push((next.0 - at.0) / HOUR);
        at = next;
    }
    assert_eq!(pauses.get(..7), Some(&[1, 2, 4, 8, 16, 24, 24][..]));
    assert_eq!(pauses.last(), Some(&(7 * 24)));
    assert_eq!(standing.reason, Reason::Dormant);
    let well = after(&standing, &asking(at, whole(&head())));
    assert_eq!((well.failures, well.reason), (0, Reason::Least));
}

#[test]
fn gone_is_believed_the_second_time() {
    let once = after(&Standing::default(), &asking(START, Outcome::Gone));
    assert!(is_due(&once, START.plus(2 * DAY)));
    let twice = after(&once, &asking(START.plus(DAY), Outcome::Gone));
    assert!(!is_due(&twice, START.plus(900 * DAY)));
    let between = after(&once, &asking(START.plus(DAY), whole(&head())));
    assert_eq!(between.gone, 0);
}

#[test]
fn a_lasting_redirect_is_followed_for_good_after_three_times_over_three_days() {
    let at = |before: &Standing, hours: i64, to: Option<&str>| {
        let head = head();
        after(
            before,
            &Asking {
                moved: to,
                ..asking(START.plus(hours * HOUR), whole(&head))
            },
        )
    };
    let mut standing = Standing::default();
    for hours in [0, 1, 2, 71] {
        standing = at(&standing, hours, Some("https://b.example/"));
        assert_eq!(standing.moved, None, "{hours}");
    }
    let elsewhere = at(&standing, 72, Some("https://c.example/"));
    assert_eq!(
        (elsewhere.moved, elsewhere.moving.unwrap().times),
        (None, 1)
    );
    assert_eq!(at(&standing, 72, None).moving, None);
    let moved = at(&standing, 72, Some("https://b.example/"));
    assert_eq!(moved.moved.as_deref(), Some("https://b.example/"));
}

#[test]
fn hosts_are_left_alone_as_they_wish() {
    let none = HostStanding::default();
    let told = Head {
        retry: Some(Retry::After(120)),
        ..Head::default()
    };
    let silent = Head::default();
    let until = |host: &HostStanding| host.wait.map(|until| until.0 - START.0);
    let host = |before: &HostStanding, head: &Head, private| {
        host_after(before, Outcome::Wait(head), private, START)
    };
    assert_eq!(until(&host(&none, &told, false)), Some(120));
    assert_eq!(until(&host(&none, &told, true)), Some(120));
    assert_eq!(until(&host(&none, &silent, true)), None);
    let mut standing = none;
    let mut waits = Vec::new();
    for _ in 0..10 {
        standing = host(&standing, &silent, false);
        waits.push(until(&standing).unwrap() / HOUR);
    }
    assert_eq!(waits, [1, 2, 4, 8, 16, 32, 64, 128, 168, 168]);
    let forever = Head {
        retry: Some(Retry::After(i64::MAX)),
        ..Head::default()
    };
    assert_eq!(until(&host(&none, &forever, false)), Some(LONGEST_WAIT));
    let back = host_after(&standing, whole(&silent), false, START);
    assert_eq!(back, none);
    let feed = after(&Standing::default(), &asking(START, Outcome::Wait(&told)));
    assert_eq!((feed.failures, feed.reason), (0, Reason::Waits));
}

#[test]
fn once_a_week_all_is_asked_for() {
    let first = after(
        &Standing::default(),
        &Asking {
            conditional: false,
            ..asking(START, whole(&head()))
        },
    );
    assert!(is_conditional(&first, START.plus(6 * DAY)));
    assert!(!is_conditional(&first, START.plus(7 * DAY)));
    let head = head();
    let same = after(&first, &asking(START.plus(6 * DAY), Outcome::Same(&head)));
    assert!(!is_conditional(&same, START.plus(7 * DAY)));
    assert!(!is_conditional(&Standing::default(), START));
}

#[test]
fn hours_and_days_of_rest_are_kept() {
    // 2023-11-14T22:13:20Z, a Tuesday.
    let rest = |hours: &[u32], days: u8| {
        let skip_hours = hours.iter().fold(0, |bits, hour| bits | 1 << hour);
        past_rest(
            START,
            Wishes {
                skip_hours,
                skip_days: days,
                ..Wishes::default()
            },
        )
    };
    assert_eq!(rest(&[], 0), (START, false));
    let next = rest(&[22, 23, 0], 0);
    assert_eq!(next.0.to_string(), "2023-11-15T01:00:00Z");
    // Tuesday and Wednesday.
    let next = rest(&[], 0b110);
    assert_eq!(next.0.to_string(), "2023-11-16T00:00:00Z");
    assert_eq!(rest(&[], 0x7f), (START, false));
}

#[test]
fn the_pace_of_a_feed_is_its_median() {
    let at = |hours: &[i64]| half_gap(hours.iter().map(|h| Moment(h * HOUR)).collect());
    assert_eq!(at(&[0, 4, 8, 12, 900]), Some(2 * HOUR));
    assert_eq!(at(&[0, 4, 8]), None);
    assert_eq!(at(&[5, 5, 5, 5, 5]), None);
}

fn any_outcome() -> impl Strategy<Value = (u8, Head, Wishes)> {
    let head = (
        proptest::option::of(0u8..3),
        proptest::option::of(any::<i64>()),
        proptest::option::of(any::<i64>()),
        proptest::option::of(any::<i64>()),
    )
        .prop_map(|(etag, max_age, expires, retry)| Head {
            etag: etag.map(|e| vec![e]),
            max_age,
            expires: expires.map(Moment),
            retry: retry.map(Retry::After),
            ..Head::default()
        });
    let wishes = (
        proptest::option::of(any::<i64>()),
        proptest::option::of(any::<i64>()),
        any::<u32>(),
        any::<u8>(),
    )
        .prop_map(|(ttl, gap, skip_hours, skip_days)| Wishes {
            ttl,
            gap,
            skip_hours,
            skip_days,
        });
    (0u8..5, head, wishes)
}

proptest! {
    /// Whatever servers and feeds say: never sooner than an hour, never later than a week and a half (a day of rest may follow).
    #[test]
    fn no_answer_makes_a_feed_be_asked_too_soon_or_never(
        steps in proptest::collection::vec((any_outcome(), any::<u64>(), 0i64..90 * DAY), 1..20)
    ) {
        let mut standing = Standing::default();
        let mut now = START;
        for ((kind, head, wishes), draw, later) in steps {
            let outcome = match kind {
                0 => Outcome::Whole { head: &head, body: draw, wishes: Some(wishes) },
                1 => Outcome::Same(&head),
                2 => Outcome::Wait(&head),
                3 => Outcome::Gone,
                _ => Outcome::Failed,
            };
            standing = after(&standing, &Asking { draw, ..asking(now, outcome) });
            if standing.reason == Reason::Gone {
                prop_assert!(standing.next.is_none());
                break;
            }
            let pause = standing.next.unwrap().0 - now.0;
            prop_assert!(pause >= LEAST, "{pause} {standing:?}");
            prop_assert!(pause <= WEEK + WEEK / 10 + WEEK, "{pause} {standing:?}");
            prop_assert!(!is_due(&standing, now.plus(LEAST - 1)));
            now = now.plus(pause.max(later));
        }
    }
}
