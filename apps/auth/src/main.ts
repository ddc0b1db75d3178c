import { serve } from '@roadmap/http';
import { app } from './app.js';

await serve(app);
