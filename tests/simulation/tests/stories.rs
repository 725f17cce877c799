//! A few stories in the build that everybody runs, which holds no planted bug. `cargo xtask simulate`
//! tells more, and faster.

use anyhow::Result;
use passerelle_simulation::story::tell;
use passerelle_simulation::world::Template;

const SEEDS: u64 = 12;

#[test]
fn stories_end_with_everybody_agreeing_and_nothing_lost() -> Result<()> {
    let run = passerelle_simulation::run(1, SEEDS, None, &|| ())?;
    assert_eq!(run.seeds, SEEDS);
    assert!(run.ops > 0 && run.concurrent > 0, "nothing happens in them: {run:?}");
    Ok(())
}

#[test]
fn a_seed_tells_the_same_story_again() -> Result<()> {
    let template = Template::make()?;
    let (once, again) = (tell(&template, 5)?, tell(&template, 5)?);
    assert_eq!((once.ops, once.concurrent), (again.ops, again.concurrent));
    assert_eq!(once.rounds, again.rounds);
    Ok(())
}
