//! Tests of the site as its readers see it: requests in, answers out.
mod facts;
mod http;
mod pages;
mod support;
mod templates;
