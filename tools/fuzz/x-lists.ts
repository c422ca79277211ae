import { walkLists } from '../../libs/platform/src/testing/walk/lists';
const r=walkLists(()=>true,(t)=>console.log(t.slice(0,500))); console.log(r.lists,r.tried,r.accepted);
