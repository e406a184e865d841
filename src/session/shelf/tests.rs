//! What is heard, and what is told, while the archive is brought up to date.

use std::sync::mpsc::{Receiver, Sender};

use super::*;
use crate::search::library::Wanted;

/// Whoever brings an archive without files up to date, the way to it, and what it
/// tells.
fn shelver() -> (Shelver, Arc<Sender<Order>>, Receiver<Msg>) {
    let (order, orders) = channel();
    let (inbox, msgs) = channel();
    let order = Arc::new(order);
    let wanted = Wanted::default();
    let opening = Arc::new(Opening::new(wanted));
    let shelver =
        Shelver::new(opening, None, inbox, Arc::default(), orders, Arc::downgrade(&order));
    (shelver, order, msgs)
}

/// How closely is looked again after these were ordered during an update.
fn looked_at_again(orders: impl IntoIterator<Item = Order>) -> Option<Look> {
    let (shelver, way, _msgs) = shelver();
    for order in orders {
        way.send(order).unwrap();
    }
    shelver.hear(|_| {});
    shelver.missed.get()
}

#[test]
fn what_changes_during_an_update_is_looked_at_after_it() {
    assert_eq!(looked_at_again([]), None);
    assert_eq!(looked_at_again([Order::Correct(Vec::new())]), None);
    assert_eq!(looked_at_again([Order::Changed]), Some(Look::AtFolders));
    let wished = [Order::Changed, Order::Rescan, Order::Changed];
    assert_eq!(looked_at_again(wished), Some(Look::AtFiles));
}

#[test]
fn what_stays_wrong_is_told_once() {
    let (shelver, _way, msgs) = shelver();
    let told = || msgs.try_iter().filter(|msg| matches!(msg, Msg::Told(_))).count();
    let [full, gone] = ["the disk is full", "the disk is gone"].map(Safe::line);
    shelver.tell(&full);
    shelver.tell(&full);
    assert_eq!(told(), 1);
    shelver.tell(&gone);
    shelver.tell(&full);
    assert_eq!(told(), 2);
}
