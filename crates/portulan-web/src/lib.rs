//! stub
use std::sync::Arc;
use portulan_store::Store;
/// e
#[derive(Debug, thiserror::Error)] pub enum SiteError { /// p
 #[error(transparent)] Programme(#[from] portulan_model::ProgrammeError), /// s
 #[error(transparent)] Store(#[from] portulan_store::StoreError)}
/// a
pub struct App;
impl App { /// n
 pub async fn new(_:Arc<dyn Store>,_:&str)->Result<Self,SiteError>{Ok(App)} /// s
 pub async fn serve(self,_l:tokio::net::TcpListener,_f:impl Future<Output=()>)->Result<(),SiteError>{Ok(())}}
/// f
pub fn fold(s:&str)->String{s.to_lowercase()}
