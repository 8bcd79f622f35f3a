use super::*;
use proptest::prelude::*;

/// Likenesses of some things, each with each.
struct Table(Vec<Vec<f32>>);

impl Table {
    fn new(count: usize, likeness: impl Fn(usize, usize) -> f32) -> Self {
        let row = |a: usize| {
            (0..count)
                .map(|b| {
                    if a == b {
                        0.0
                    } else {
                        likeness(a.min(b), a.max(b))
                    }
                })
                .collect()
        };
        Self((0..count).map(row).collect())
    }

    fn alike(&self, sight: f32) -> Vec<(usize, usize, f32)> {
        let count = self.0.len();
        let pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
        pairs
            .map(|(a, b)| (a, b, self.0[a][b]))
            .filter(|pair| pair.2 >= sight)
            .collect()
    }

    fn groups(&self, least: f32, sight: f32) -> Vec<usize> {
        let sizes = vec![1.0; self.0.len()];
        groups(self, &sizes, &self.alike(sight), (least, sight))
    }
}

impl Likenesses for Table {
    type Ready = Vec<usize>;

    fn ready(&self, things: &[usize]) -> Vec<usize> {
        things.to_vec()
    }

    fn mean(&self, ready: &mut Vec<usize>, others: &[usize]) -> f32 {
        let pairs = ready
            .iter()
            .flat_map(|a| others.iter().map(|b| self.0[*a][*b]));
        pairs.sum::<f32>() / f32::from(u16::try_from(ready.len() * others.len()).unwrap())
    }
}

/// The same without any short cut.
fn plainly(table: &Table, least: f32, sight: f32) -> Vec<usize> {
    let group = |members: &[usize]| {
        let pairs = members
            .iter()
            .flat_map(|a| members.iter().map(move |b| (*a, *b)));
        let pairs: Vec<f32> = pairs
            .filter(|(a, b)| a < b)
            .map(|(a, b)| table.0[a][b])
            .collect();
        Group {
            size: f32::from(u16::try_from(members.len()).unwrap()),
            within: (
                pairs.iter().sum(),
                f32::from(u16::try_from(pairs.len()).unwrap()),
            ),
        }
    };
    let count = table.0.len();
    let mut groups: Vec<Vec<usize>> = (0..count).map(|n| vec![n]).collect();
    loop {
        let mut best = (least, None);
        for x in 0..groups.len() {
            for y in x + 1..groups.len() {
                let is_alike = |a: &usize| groups[y].iter().any(|b| table.0[*a][*b] >= sight);
                if !groups[x].iter().any(is_alike) {
                    continue;
                }
                let between = table.mean(&mut groups[x].clone(), &groups[y]);
                let likeness =
                    model::group_likeness(&group(&groups[x]), &group(&groups[y]), between);
                if likeness >= best.0 {
                    best = (likeness, Some((x, y)));
                }
            }
        }
        let Some((x, y)) = best.1 else {
            let first = |n: usize| groups.iter().find(|g| g.contains(&n)).unwrap();
            return (0..count)
                .map(|n| *first(n).iter().min().unwrap())
                .collect();
        };
        let gone = groups.remove(y);
        groups[x].extend(gone);
    }
}

#[test]
fn a_bridge_does_not_join_two_groups() {
    // 0-1-2 and 4-5-6 are alike, 3 is like one of each.
    let likeness = Table::new(7, |a, b| match (a, b) {
        (2, 3) | (3, 4) => 1.0,
        _ if (a < 3) == (b < 3) && a != 3 && b != 3 => 2.0,
        _ => -4.0,
    });
    let found = likeness.groups(0.0, 0.5);
    assert_eq!(found[0], found[2]);
    assert_eq!(found[4], found[6]);
    assert_ne!(found[0], found[4]);
}

#[test]
fn what_must_stay_apart_does() {
    let likeness = Table::new(3, |a, b| if (a, b) == (0, 2) { APART } else { 5.0 });
    let found = likeness.groups(0.0, 0.0);
    assert_ne!(found[0], found[2]);
}

proptest! {
    #[test]
    fn short_cuts_change_nothing(
        values in proptest::collection::vec(-3.0f32..3.0, 45),
        sight in -3.0f32..2.0,
    ) {
        let at = |a: usize, b: usize| values[(b * (b - 1) / 2 + a) % 45];
        let likeness = Table::new(10, at);
        prop_assert_eq!(likeness.groups(0.25, sight), plainly(&likeness, 0.25, sight));
    }
}
