//! One thread that commits what every exchange brings: whatever waits goes into one transaction, so
//! that a crowd of laptops shares the disk's slowness. The queue is short and each wait is bounded:
//! who finds no room is told to come back.

use crate::error::HqError;
use crate::ledger::{Delivery, Outcome};
use std::thread::JoinHandle;
use std::time::Duration;
use tokio::sync::{mpsc, oneshot};
use tokio::time::timeout;

/// Deliveries that may wait.
const QUEUE_MAX: usize = 512;
/// Deliveries in one transaction.
const GROUP_MAX: usize = 256;
/// Bytes of segments in one transaction, beyond the delivery that reaches it.
const GROUP_BYTES_MAX: usize = 1024 * 1024;
/// Longest wait for room in the queue.
const ROOM_MS_MAX: u64 = 5_000;

/// Commits deliveries together.
type Commit = dyn Fn(&[Delivery]) -> Result<Vec<Vec<Outcome>>, HqError> + Send;
type Answer = oneshot::Sender<Result<Vec<Outcome>, HqError>>;

/// The door to the thread.
pub(crate) struct Committer {
    queue: mpsc::Sender<(Delivery, Answer)>,
    room: Duration,
}

impl Committer {
    /// Starts the thread. It ends when the committer is dropped and what waited is committed.
    pub fn start(commit: Box<Commit>) -> (Self, JoinHandle<()>) {
        Self::with_limits(commit, QUEUE_MAX, Duration::from_millis(ROOM_MS_MAX))
    }

    fn with_limits(commit: Box<Commit>, queue: usize, room: Duration) -> (Self, JoinHandle<()>) {
        let (queue, waiting) = mpsc::channel(queue);
        let thread = std::thread::spawn(move || run(&*commit, waiting));
        (Self { queue, room }, thread)
    }

    /// Commits a delivery; what became of its segments.
    ///
    /// # Errors
    /// `http.busy`, or the ledger's.
    pub async fn commit(&self, delivery: Delivery) -> Result<Vec<Outcome>, HqError> {
        let busy = || HqError::refused("http.busy");
        let room = timeout(self.room, self.queue.reserve()).await.map_err(|_| busy())?;
        let (answer, answered) = oneshot::channel();
        room.map_err(|_| HqError::Stopped)?.send((delivery, answer));
        answered.await.map_err(|_| HqError::Stopped)?
    }
}

fn run(commit: &Commit, mut waiting: mpsc::Receiver<(Delivery, Answer)>) {
    while let Some(first) = waiting.blocking_recv() {
        let (mut deliveries, mut answers) = (vec![first.0], vec![first.1]);
        let mut bytes = size(&deliveries[0]);
        while bytes < GROUP_BYTES_MAX && deliveries.len() < GROUP_MAX {
            let Ok((delivery, answer)) = waiting.try_recv() else { break };
            bytes += size(&delivery);
            deliveries.push(delivery);
            answers.push(answer);
        }
        let outcomes = match commit(&deliveries) {
            Ok(outcomes) => outcomes.into_iter().map(Ok).collect(),
            Err(error) if deliveries.len() == 1 => vec![Err(error)],
            // Whatever was wrong is told to whom it concerns, and to nobody else.
            Err(_) => deliveries.iter().map(|one| alone(commit, one)).collect::<Vec<_>>(),
        };
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // Nobody may be listening any more; what is committed stays.
            let _ = answer.send(outcome);
        }
    }
}

fn alone(commit: &Commit, delivery: &Delivery) -> Result<Vec<Outcome>, HqError> {
    let mut outcomes = commit(std::slice::from_ref(delivery))?;
    outcomes.pop().ok_or(HqError::Stopped)
}

fn size(delivery: &Delivery) -> usize {
    delivery.segments.iter().map(|segment| segment.bytes().len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scope::Scope;
    use passerelle_store::StoreError;
    use std::sync::mpsc as std_mpsc;
    use std::sync::{Arc, Mutex};

    fn delivery() -> Delivery {
        let (scope, segments, keys) = (Scope::headquarters(), Vec::new(), Vec::new());
        Delivery { scope, segments, keys, codes: None, token: None, said: None }
    }

    #[tokio::test]
    async fn who_finds_no_room_is_told_to_come_back_and_the_others_share_a_commit() {
        let (begun, has_begun) = std_mpsc::channel();
        let (go_on, may_go_on) = std_mpsc::channel::<()>();
        let groups = Arc::new(Mutex::new(Vec::new()));
        let seen = Arc::clone(&groups);
        let commit = Box::new(move |deliveries: &[Delivery]| {
            // Only the first is waited for.
            let _ = begun.send(());
            may_go_on.recv().unwrap();
            seen.lock().unwrap().push(deliveries.len());
            Ok(vec![Vec::new(); deliveries.len()])
        });
        let (committer, thread) = Committer::with_limits(commit, 3, Duration::from_millis(50));
        let committer = Arc::new(committer);
        let send = || {
            let committer = Arc::clone(&committer);
            tokio::spawn(async move { committer.commit(delivery()).await })
        };
        let first = send();
        tokio::task::spawn_blocking(move || has_begun.recv()).await.unwrap().unwrap();
        let waiting = [send(), send(), send()];
        tokio::time::sleep(Duration::from_millis(20)).await;
        let refused = committer.commit(delivery()).await.unwrap_err();
        assert_eq!((refused.code(), refused.status()), ("http.busy", 503));
        for _ in 0..2 {
            go_on.send(()).unwrap();
        }
        assert!(first.await.unwrap().is_ok());
        for one in waiting {
            assert!(one.await.unwrap().is_ok(), "a big queue is answered all the same");
        }
        assert_eq!(*groups.lock().unwrap(), [1, 3]);
        drop(committer);
        thread.join().unwrap();
    }

    #[tokio::test]
    async fn what_fails_together_is_tried_alone() {
        let commit = Box::new(|deliveries: &[Delivery]| match deliveries {
            [one] if one.token.is_none() => Ok(vec![Vec::new()]),
            _ => Err(StoreError::Damaged.into()),
        });
        let (committer, _thread) = Committer::start(commit);
        let bad = Delivery { token: Some([0; 32]), ..delivery() };
        let (a, b, c) = tokio::join!(
            committer.commit(delivery()),
            committer.commit(bad),
            committer.commit(delivery())
        );
        assert!(a.is_ok() && c.is_ok());
        assert_eq!(b.unwrap_err().code(), "store.damaged");
    }
}
