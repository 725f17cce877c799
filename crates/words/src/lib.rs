//! Sentences where there is no screen to say them, from the same files as the window's, and the page
//! that a person is given of what is known of them.

mod ask;
mod letter;
mod messages;
mod page;

pub use ask::ask_letter;
pub use messages::Messages;
pub use page::{write_document, write_person};
